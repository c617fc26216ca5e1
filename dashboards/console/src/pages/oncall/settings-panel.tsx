import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Input, InputNumber } from "antd";
import { type ReactNode, useState } from "react";
import type { OnCallSettingsView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { putSettings, settingsQuery } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useTimeZone } from "../../app/site.ts";
import { Button } from "../../parts/button.tsx";
import { useAdvice } from "../../parts/index.ts";
import { Field } from "./field.tsx";
import { shortTime } from "./times.ts";

/** Public address, how long links hold, and the outside watch. */
export function SettingsPanel({ admin }: { admin: boolean }): ReactNode {
  const { data } = useQuery(settingsQuery);
  return data ? <Form key={data.publicUrl + (data.heartbeat?.url ?? "")} data={data} admin={admin} /> : null;
}

function Form({ data, admin }: { data: OnCallSettingsView; admin: boolean }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const timeZone = useTimeZone();
  const queries = useQueryClient();
  const [publicUrl, setPublicUrl] = useState(data.publicUrl);
  const [linkHours, setLinkHours] = useState(data.linkHours);
  const [keepDays, setKeepDays] = useState(data.keepDays);
  const [url, setUrl] = useState(data.heartbeat?.url ?? "");
  const [every, setEvery] = useState(data.heartbeat?.everySeconds ?? 60);
  const save = useMutation({
    mutationFn: () =>
      putSettings({
        publicUrl,
        linkHours,
        keepDays,
        heartbeat: url.trim() === "" ? null : { url, everySeconds: every },
      }),
    onSuccess: (now) => queries.setQueryData(settingsQuery.queryKey, now),
  });
  return (
    <section className="panel" aria-labelledby="oncall-settings">
      <div className="panel-head">
        <h2 id="oncall-settings">{t("oncall.settings")}</h2>
      </div>
      <div className="oncall-form">
        <div className="oncall-settings-line">
          <Field>
            {t("oncall.publicUrl")} <span className="faint">{t("oncall.publicUrlHint")}</span>
            <Input
              value={publicUrl}
              disabled={!admin}
              placeholder="https://watch.example.org"
              onChange={(event) => setPublicUrl(event.target.value)}
            />
          </Field>
          <Field>
            {t("oncall.linkHours")}
            <InputNumber
              min={1}
              max={72}
              disabled={!admin}
              value={linkHours}
              onChange={(n) => setLinkHours(n ?? 12)}
            />
          </Field>
          <Field>
            {t("oncall.keepDays")}
            <InputNumber
              min={90}
              max={3_660}
              disabled={!admin}
              value={keepDays}
              onChange={(n) => setKeepDays(n ?? 400)}
            />
          </Field>
        </div>
        <div className="oncall-settings-line">
          <Field>
            {t("oncall.beatUrl")}
            <Input
              value={url}
              disabled={!admin}
              placeholder="https://…"
              onChange={(event) => setUrl(event.target.value)}
            />
          </Field>
          <Field>
            {t("oncall.beatEvery")}
            <InputNumber min={30} disabled={!admin} value={every} onChange={(n) => setEvery(n ?? 60)} />
          </Field>
        </div>
        <p className="soft">
          {t("oncall.beatHint")}{" "}
          {data.beat && (
            <span className={data.beat.ok ? "" : "beside-error"}>
              {data.beat.ok
                ? t("oncall.beatOk", { at: shortTime(data.beat.at, lang, timeZone) })
                : t("oncall.beatBad", { why: data.beat.detail })}
            </span>
          )}
        </p>
        {admin && (
          <div className="oncall-bar">
            <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
              {t("oncall.save")}
            </Button>
            {save.isSuccess && <span className="soft">{t("oncall.saved")}</span>}
            {save.error && (
              <span className="beside-error" role="alert">
                {advice(save.error)}
              </span>
            )}
          </div>
        )}
      </div>
    </section>
  );
}
