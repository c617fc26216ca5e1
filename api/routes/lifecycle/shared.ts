import { z } from "@hono/zod-openapi";
import type { AssetModel } from "../../../facility/assets/index.ts";
import { type Text, text } from "../../../facility/units/index.ts";
import type { LifecycleChanged } from "../../ports.ts";
import { said } from "../../problems.ts";

export const tags = ["Lifecycle"];

export const ofSite = z.object({
  site: z.string().optional().openapi({ description: "the first site where left out" }),
});

/** The site that was asked for, the first where none was; undefined where there is no such site. */
export const siteAsked =
  (model: () => AssetModel) =>
  (asked: string | undefined): string | undefined =>
    (asked === undefined ? model().sites[0] : model().sites.find(({ id }) => id === asked))?.id;

export const noSuchSite: Text = text(
  "There is no such site. GET /api/sites lists them.",
  "没有该项目，清单见 GET /api/sites。",
);

/** Names of the fields in which two entries differ. */
export function fieldsChanged(before: object, after: object): string[] {
  const [a, b] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...a.keys(), ...b.keys()])].filter(
    (key) => JSON.stringify(a.get(key)) !== JSON.stringify(b.get(key)),
  );
}

export const thisYearOf = (at: number): number => new Date(at).getUTCFullYear();

/** What a refused change is answered with: status and words. */
export const refusalOf = (
  changed: Extract<LifecycleChanged<unknown>, { ok: false }>,
): readonly [404 | 409 | 422, Text] =>
  changed.why === "missing"
    ? [404, said(changed.problem)]
    : changed.why === "invalid"
      ? [422, said(changed.problem)]
      : [
          409,
          text(
            "Somebody else has changed this meanwhile. Load it again and repeat your change.",
            "该内容已被他人修改，请刷新后重新修改。",
          ),
        ];

export const noSuchAsset = (id: string): Text =>
  text(`There is no asset ${id}. GET /api/assets lists them.`, `没有设备 ${id}，清单见 GET /api/assets。`);
export const noSuchScenario = (id: string): Text =>
  text(
    `There is no scenario ${id}. GET /api/lifecycle/scenarios lists them.`,
    `没有方案 ${id}，清单见 GET /api/lifecycle/scenarios。`,
  );
export const noPlanYet: Text = text(
  "This scenario has no plan yet. POST …/plan makes one.",
  "该方案尚未测算，请先测算。",
);
