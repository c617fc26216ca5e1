import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Input, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { Rota } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { addOverride, endOverride, staffQuery, useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { comma, fromTimeField, pick, toTimeField } from "../../laws/index.ts";
import { serverNow } from "../../live/index.ts";
import { Button } from "../../parts/button.tsx";
import { useAdvice } from "../../parts/index.ts";
import { Field } from "./field.tsx";
import { dayTime } from "./times.ts";

const HOUR = 3_600_000;

/** Somebody else for a while; those to come are listed and can be taken back. */
export function Overrides({ rota }: { rota: Rota }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const nameOf = useNames();
  const queries = useQueryClient();
  const { data: staff } = useQuery(staffQuery);
  const [from, setFrom] = useState(() => toTimeField(serverNow(), rota.timeZone));
  const [to, setTo] = useState(() => toTimeField(serverNow() + 8 * HOUR, rota.timeZone));
  const [people, setPeople] = useState<string[]>([]);
  const [replaces, setReplaces] = useState<string | undefined>();
  const [note, setNote] = useState("");
  const again = () => void queries.invalidateQueries({ queryKey: ["oncall"] });
  const add = useMutation({
    mutationFn: () =>
      addOverride(rota.id, {
        from: fromTimeField(from, rota.timeZone),
        to: fromTimeField(to, rota.timeZone),
        people,
        note,
        ...(replaces === undefined ? {} : { replaces }),
      }),
    onSuccess: () => {
      setPeople([]);
      setNote("");
      again();
    },
  });
  const end = useMutation({ mutationFn: (id: string) => endOverride(rota.id, id), onSettled: again });
  const options = staff?.staff.map((member) => ({ value: member.id, label: pick(member.name, lang) })) ?? [];
  const coming = rota.overrides.filter((one) => one.to > serverNow());
  return (
    <section className="panel" aria-labelledby="overrides">
      <div className="panel-head">
        <h2 id="overrides">{t("oncall.override")}</h2>
        <span className="soft">{t("oncall.overrideHint")}</span>
      </div>
      <div className="oncall-form is-row">
        <Field>
          {t("oncall.layerFrom")}
          <Input type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
        </Field>
        <Field>
          {t("oncall.layerTo")}
          <Input type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} />
        </Field>
        <Field>
          {t("oncall.who")}
          <Select mode="multiple" value={people} onChange={setPeople} options={options} />
        </Field>
        <Field>
          {t("oncall.instead")}
          <Select
            allowClear
            value={replaces ?? null}
            onChange={(one) => setReplaces(one ?? undefined)}
            options={options}
          />
        </Field>
        <Field>
          {t("oncall.note")}
          <Input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
        </Field>
        <Button disabled={people.length === 0} loading={add.isPending} onClick={() => add.mutate()}>
          {t("oncall.save")}
        </Button>
        {(add.error ?? end.error) && (
          <span className="beside-error" role="alert">
            {advice(add.error ?? end.error)}
          </span>
        )}
      </div>
      {coming.length > 0 && (
        <ul className="oncall-list" aria-label={t("oncall.overrides")}>
          {coming.map((one) => (
            <li key={one.id}>
              <span>
                {dayTime(one.from, lang, rota.timeZone)} – {dayTime(one.to, lang, rota.timeZone)} ·{" "}
                {one.people.map(nameOf).join(comma(lang))}
                {one.replaces ? ` ← ${nameOf(one.replaces)}` : ""} <span className="faint">{one.note}</span>
              </span>
              <Button
                size="small"
                loading={end.isPending && end.variables === one.id}
                onClick={() => end.mutate(one.id)}
              >
                {t("oncall.remove")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
