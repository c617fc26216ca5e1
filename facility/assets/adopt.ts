import { z } from "zod";
import type { EquipmentType, PointType } from "../catalog/index.ts";
import { Slug, Text, text } from "../units/index.ts";
import type { SiteAsset, SiteFile, SiteGateway } from "./site.ts";

/** What a person says of an asset that joins together with its first points. */
export const NewAsset = z.strictObject({
  type: Slug.describe("an equipment type of the catalogue, for example lift"),
  name: Text,
  in: Slug.optional().describe("the place it stands in"),
});
export type NewAsset = z.infer<typeof NewAsset>;

/** Points of one asset that a gateway sends and the site takes in from now on. */
export interface Adoption {
  /** Slugs inside the site. */
  readonly gateway: string;
  readonly asset: string;
  readonly points: readonly PointType[];
  /** Needed where the site has no such asset, and only there. */
  readonly newAsset?: NewAsset | undefined;
}

/** The site as it would be, or why not, and what to do. */
export type Adopted =
  | { readonly ok: true; readonly value: SiteFile }
  | { readonly ok: false; readonly problem: Text };

const done = (value: SiteFile): Adopted => ({ ok: true, value });
const problem = (en: string, zh: string): Adopted => ({ ok: false, problem: text(en, zh) });

/**
 * The site with the points on the asset. A point that the asset's type has is the type's, rules and all, whatever was
 * typed; any other is defined on the asset itself. An asset that no gateway reads is read by this one from now on.
 */
export function adopt(
  file: SiteFile,
  { gateway: slug, asset, points, newAsset }: Adoption,
  types: readonly EquipmentType[],
): Adopted {
  const site = file.site.id;
  const gateway = file.gateways.find(({ id }) => id === slug);
  if (!gateway)
    return problem(
      `Site ${site} has no gateway ${slug}. Add it to the site first.`,
      `项目 ${site} 没有网关 ${slug}，请先在项目中添加该网关。`,
    );
  if (asset === slug)
    return done({ ...file, gateways: put(file.gateways, { ...gateway, ...withPoints(gateway, points) }) });

  const known = file.assets.find(({ id }) => id === asset);
  if (known && newAsset)
    return problem(
      `Site ${site} has asset ${asset} by now. Adopt its points alone.`,
      `项目 ${site} 已有设备 ${asset}，只需认领其测点。`,
    );
  if (!known && !newAsset)
    return problem(
      `Site ${site} has no asset ${asset}. Say its equipment type and its name.`,
      `项目 ${site} 没有设备 ${asset}，请填写设备类型和名称。`,
    );
  // A new asset has of its type what it was heard to send, and not the silence of all the rest.
  const entry: SiteAsset = known ?? {
    id: asset,
    ...newAsset!,
    feeds: [],
    serves: [],
    outOfService: false,
    points: [],
  };
  const type = types.find(({ id }) => id === entry.type);
  if (!type)
    return problem(
      `Asset ${asset} would be of type "${entry.type}". Known types: ${types.map(({ id }) => id).join(", ")}.`,
      `设备 ${asset} 的类型“${entry.type}”不存在，可选类型：${types.map(({ id }) => id).join("、")}。`,
    );
  const ofType = new Set(type.points.map(({ name }) => name));
  const listed = points.filter(({ name }) => ofType.has(name)).map(({ name }) => name);
  const own = points.filter(({ name }) => !ofType.has(name));
  const changed: SiteAsset = {
    ...entry,
    ...(entry.points ? { points: [...new Set([...entry.points, ...listed])] } : {}),
    ...withPoints(entry, own),
  };
  return done({
    ...file,
    assets: put(file.assets, changed),
    gateways: isRead(file, asset)
      ? file.gateways
      : put(file.gateways, { ...gateway, assets: [...gateway.assets, asset] }),
  });
}

/** An adopted point takes the place of one of its name. */
function withPoints(
  entry: Pick<SiteAsset, "extraPoints">,
  points: readonly PointType[],
): Pick<SiteAsset, "extraPoints"> {
  if (points.length === 0) return {};
  const names = new Set(points.map(({ name }) => name));
  return { extraPoints: [...(entry.extraPoints ?? []).filter(({ name }) => !names.has(name)), ...points] };
}

const put = <T extends SiteAsset | SiteGateway>(list: readonly T[], entry: T): T[] =>
  list.some(({ id }) => id === entry.id)
    ? list.map((each) => (each.id === entry.id ? entry : each))
    : [...list, entry];

const isRead = ({ gateways }: SiteFile, asset: string): boolean =>
  gateways.some(
    ({ assets, devices, listen }) =>
      assets.includes(asset) ||
      devices.some((device) => device.asset === asset) ||
      listen.some(({ panels }) => panels.some((panel) => panel.asset === asset)),
  );
