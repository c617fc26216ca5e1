import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Checkbox, InputNumber, Segmented, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { Route, RoutingView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { putRoutes, routingQuery } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets } from "../../app/site.ts";
import { pick, priorities, systems } from "../../laws/index.ts";
import { DraftDrawer, slugOf } from "./draft-drawer.tsx";
import { Field } from "./field.tsx";
import { NameFields } from "./name-fields.tsx";

/** Which alarms a route takes, along which chain, and with which timers. */
export function RouteEditor({
  start,
  data,
  close,
}: {
  start: Route | undefined;
  data: RoutingView;
  close: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Route>(
    start ?? {
      id: "",
      name: { en: "", zh: "" },
      match: {
        sites: [],
        systems: [],
        types: [],
        places: [],
        assets: [],
        rules: [],
        tags: [],
        priorities: [],
      },
      chain: data.chains[0]?.id ?? "",
      certified: false,
      groupBy: ["site", "system"],
      timing: { groupWaitSeconds: 30, groupIntervalMinutes: 5, remindMinutes: 60, unacknowledgeMinutes: 0 },
    },
  );
  const store = (routes: readonly Route[]) => putRoutes(routes);
  const finish = (now: RoutingView) => {
    queries.setQueryData(routingQuery.queryKey, now);
    close();
  };
  const save = useMutation({
    mutationFn: () => {
      const id =
        draft.id ||
        slugOf(
          draft.name.en,
          "route",
          data.routes.map((one) => one.id),
        );
      const made = { ...draft, id };
      // A new one stands first: the last usually takes everything.
      return store(
        start ? data.routes.map((one) => (one.id === start.id ? made : one)) : [made, ...data.routes],
      );
    },
    onSuccess: finish,
  });
  const remove = useMutation({
    mutationFn: () => store(data.routes.filter(({ id }) => id !== draft.id)),
    onSuccess: finish,
  });
  const match = (part: Partial<Route["match"]>) => setDraft({ ...draft, match: { ...draft.match, ...part } });
  const timing = (part: Partial<Route["timing"]>) =>
    setDraft({ ...draft, timing: { ...draft.timing, ...part } });
  const tags = [...new Set([...useAssets().values()].flatMap((asset) => asset.tags))].toSorted();
  const life = draft.match.lifeSafety;
  return (
    <DraftDrawer
      title={start ? pick(start.name, lang) : t("oncall.routeNew")}
      error={save.error ?? remove.error}
      missing={[...(draft.name.en.trim() || draft.name.zh.trim() ? [] : [t("oncall.rotaName")])]}
      saving={save.isPending}
      save={() => save.mutate()}
      remove={start ? () => remove.mutate() : undefined}
      close={close}
    >
      <NameFields name={draft.name} change={(name) => setDraft({ ...draft, name })} />
      <Field>
        {t("oncall.routeChain")}
        <Select
          value={draft.chain}
          onChange={(chain) => setDraft({ ...draft, chain })}
          options={data.chains.map(({ id, name }) => ({ value: id, label: pick(name, lang) }))}
        />
      </Field>
      <fieldset className="form-block">
        <legend>{t("oncall.routeMatch")}</legend>
        <Field>
          {t("oncall.matchSystems")}
          <Select
            mode="multiple"
            value={draft.match.systems}
            onChange={(list) => match({ systems: list })}
            options={systems.map((system) => ({ value: system as string, label: t(`system.${system}`) }))}
          />
        </Field>
        <Field>
          {t("oncall.matchPriorities")}
          <Select
            mode="multiple"
            value={draft.match.priorities}
            onChange={(list) => match({ priorities: list })}
            options={priorities.map((priority) => ({ value: priority, label: t(`priority.${priority}`) }))}
          />
        </Field>
        <Field>
          {t("oncall.matchPlaces")}
          <Select mode="tags" value={draft.match.places} onChange={(list) => match({ places: list })} />
        </Field>
        <Field>
          {t("oncall.matchTags")}
          <Select
            mode="tags"
            value={draft.match.tags}
            onChange={(list) => match({ tags: list })}
            options={tags.map((tag) => ({ value: tag, label: tag }))}
          />
        </Field>
        <Field>
          {t("oncall.matchAssets")}
          <Select mode="tags" value={draft.match.assets} onChange={(list) => match({ assets: list })} />
        </Field>
        <div className="form-line">
          <span>{t("oncall.matchLife")}</span>
          <Segmented
            value={life === undefined ? "either" : life ? "yes" : "no"}
            onChange={(word) => {
              const { lifeSafety: _, ...rest } = draft.match;
              setDraft({
                ...draft,
                match: word === "either" ? rest : { ...rest, lifeSafety: word === "yes" },
              });
            }}
            options={(["either", "yes", "no"] as const).map((word) => ({
              value: word,
              label: t(`oncall.${word}`),
            }))}
          />
        </div>
      </fieldset>
      <Checkbox
        checked={draft.certified}
        onChange={(event) => setDraft({ ...draft, certified: event.target.checked })}
      >
        {t("oncall.certified")}
      </Checkbox>
      <div className="form-line">
        <Field>
          {t("oncall.groupWait")}
          <InputNumber
            min={0}
            max={3600}
            value={draft.timing.groupWaitSeconds}
            onChange={(n) => timing({ groupWaitSeconds: n ?? 30 })}
          />
        </Field>
        <Field>
          {t("oncall.groupInterval")}
          <InputNumber
            min={0}
            max={1440}
            value={draft.timing.groupIntervalMinutes}
            onChange={(n) => timing({ groupIntervalMinutes: n ?? 5 })}
          />
        </Field>
        <Field>
          {t("oncall.remind")}
          <InputNumber
            min={0}
            max={10080}
            value={draft.timing.remindMinutes}
            onChange={(n) => timing({ remindMinutes: n ?? 0 })}
          />
        </Field>
        <Field>
          {t("oncall.unack")}
          <InputNumber
            min={0}
            max={10080}
            value={draft.timing.unacknowledgeMinutes}
            onChange={(n) => timing({ unacknowledgeMinutes: n ?? 0 })}
          />
        </Field>
      </div>
    </DraftDrawer>
  );
}
