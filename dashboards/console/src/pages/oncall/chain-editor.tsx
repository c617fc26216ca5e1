import { useQuery } from "@tanstack/react-query";
import { Checkbox, InputNumber, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { Chain } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { putChain, removeChain, rotasQuery, staffQuery } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useSite } from "../../app/site.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { DraftDrawer, slugOf } from "./draft-drawer.tsx";
import { Field } from "./field.tsx";
import { NameFields } from "./name-fields.tsx";
import { useSaving } from "./use-saving.ts";

type Step = Chain["steps"][number];
type Whom = Extract<Step, { do: "notify" }>["who"][number];
const roles = ["desk", "technician", "engineer", "manager", "guard"] as const;
const kinds = ["notify", "wait", "repeat", "contractor"] as const;

/** A choice's value says what it means: `role:desk`, `rota:technicians`. */
const keyOf = (whom: Whom): string => `${whom.to}:${whom.to === "role" ? whom.role : whom.id}`;

/** Steps of a chain, in their order. */
export function ChainEditor({
  start,
  all,
  close,
}: {
  start: Chain | undefined;
  all: readonly Chain[];
  close: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const site = useSite()?.id ?? "";
  const { data: staff } = useQuery(staffQuery);
  const { data: rotas } = useQuery(rotasQuery);
  const [draft, setDraft] = useState<Chain>(
    start ?? {
      id: "",
      name: { en: "", zh: "" },
      steps: [
        { do: "notify", who: [{ to: "role", role: "technician", site }], evenAcknowledged: false },
        { do: "wait", minutes: 5 },
        { do: "notify", who: [{ to: "role", role: "manager", site }], evenAcknowledged: false },
      ],
    },
  );
  const { save, remove } = useSaving({
    save: () =>
      putChain({
        ...draft,
        id:
          draft.id ||
          slugOf(
            draft.name.en,
            "chain",
            all.map(({ id }) => id),
          ),
      }),
    remove: () => removeChain(draft.id),
    close,
  });
  const steps = (list: Step[]) => setDraft({ ...draft, steps: list });
  const put = (i: number, step: Step) => steps(draft.steps.map((one, n) => (n === i ? step : one)));
  const fresh = (kind: Step["do"]): Step => {
    if (kind === "wait") return { do: "wait", minutes: 5 };
    if (kind === "repeat") return { do: "repeat", fromStep: 1, times: null };
    if (kind === "contractor")
      return {
        do: "contractor",
        contractor: staff?.staff.find((one) => one.roles.includes("contractor"))?.id ?? "",
        evenAcknowledged: true,
      };
    return { do: "notify", who: [{ to: "role", role: "desk", site }], evenAcknowledged: false };
  };
  const choices: { label: string; options: { value: string; label: string; whom: Whom }[] }[] = [
    {
      label: t("oncall.audience.rota"),
      options: (rotas?.rotas ?? []).map(({ id, name }) => ({
        value: `rota:${id}`,
        label: pick(name, lang),
        whom: { to: "rota", id },
      })),
    },
    {
      label: t("oncall.audience.role"),
      options: roles.map((role) => ({
        value: `role:${role}`,
        label: t(`oncall.role.${role}`),
        whom: { to: "role", role, site },
      })),
    },
    {
      label: t("oncall.audience.group"),
      options: (staff?.groups ?? []).map(({ id, name }) => ({
        value: `group:${id}`,
        label: pick(name, lang),
        whom: { to: "group", id },
      })),
    },
    {
      label: t("oncall.audience.person"),
      options: (staff?.staff ?? []).map(({ id, name }) => ({
        value: `person:${id}`,
        label: pick(name, lang),
        whom: { to: "person", id },
      })),
    },
  ];
  const contractors = (staff?.staff ?? [])
    .filter((one) => one.roles.includes("contractor"))
    .map(({ id, name }) => ({ value: id, label: pick(name, lang) }));
  const whomOf = (key: string, before: readonly Whom[]): Whom[] =>
    before
      .filter((whom) => keyOf(whom) === key)
      .concat(
        before.some((whom) => keyOf(whom) === key)
          ? []
          : choices.flatMap(({ options }) =>
              options.filter(({ value }) => value === key).map(({ whom }) => whom),
            ),
      );
  return (
    <DraftDrawer
      title={start ? pick(start.name, lang) : t("oncall.chainNew")}
      error={save.error ?? remove.error}
      missing={[...(draft.name.en.trim() || draft.name.zh.trim() ? [] : [t("oncall.rotaName")])]}
      saving={save.isPending}
      save={() => save.mutate()}
      remove={start ? () => remove.mutate() : undefined}
      close={close}
    >
      <NameFields name={draft.name} change={(name) => setDraft({ ...draft, name })} />
      <ol className="chain-steps">
        {draft.steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          <li key={i} className="form-block">
            <div className="form-line">
              <Select
                value={step.do}
                onChange={(kind) => put(i, fresh(kind))}
                options={kinds.map((kind) => ({ value: kind, label: t(`oncall.step.${kind}`) }))}
              />
              {step.do === "wait" && (
                <Field>
                  {t("oncall.stepMinutes")}
                  <InputNumber
                    min={1}
                    max={1440}
                    value={step.minutes}
                    onChange={(n) => put(i, { ...step, minutes: n ?? 5 })}
                  />
                </Field>
              )}
              {step.do === "repeat" && (
                <>
                  <Field>
                    {t("oncall.stepFrom")}
                    <InputNumber
                      min={1}
                      max={i}
                      value={step.fromStep}
                      onChange={(n) => put(i, { ...step, fromStep: n ?? 1 })}
                    />
                  </Field>
                  <Field>
                    {t("oncall.stepTimes")}
                    <InputNumber
                      min={1}
                      max={100}
                      value={step.times}
                      onChange={(n) => put(i, { ...step, times: n })}
                    />
                  </Field>
                </>
              )}
              {step.do === "contractor" && (
                <>
                  <Select
                    value={step.contractor}
                    onChange={(contractor) => put(i, { ...step, contractor })}
                    options={contractors}
                    aria-label={t("oncall.audience.contractor")}
                  />
                  <Field>
                    {t("oncall.stepWithin")}
                    <InputNumber
                      min={1}
                      placeholder={t("oncall.stepByContract")}
                      value={step.withinMinutes ?? null}
                      onChange={(n) => {
                        const { withinMinutes: _, ...rest } = step;
                        put(i, n === null ? rest : { ...rest, withinMinutes: n });
                      }}
                    />
                  </Field>
                </>
              )}
            </div>
            {step.do === "notify" && (
              <Select
                mode="multiple"
                aria-label={t("oncall.stepWhom")}
                value={step.who.map(keyOf)}
                onChange={(keys: string[]) =>
                  put(i, { ...step, who: keys.flatMap((key) => whomOf(key, step.who)) })
                }
                options={choices}
              />
            )}
            {step.do === "contractor" && <p className="faint">{t("oncall.stepWithinHint")}</p>}
            {(step.do === "notify" || step.do === "contractor") && (
              <Checkbox
                checked={step.evenAcknowledged}
                onChange={(event) => put(i, { ...step, evenAcknowledged: event.target.checked })}
              >
                {t("oncall.stepEven")}
              </Checkbox>
            )}
            <Button size="small" onClick={() => steps(draft.steps.filter((_, n) => n !== i))}>
              {t("oncall.remove")}
            </Button>
          </li>
        ))}
      </ol>
      <Button onClick={() => steps([...draft.steps, fresh("notify")])}>{t("oncall.stepAdd")}</Button>
    </DraftDrawer>
  );
}
