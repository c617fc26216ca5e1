import { Checkbox, Input, InputNumber, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { Channel, ChannelView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { putChannel, removeChannel } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { DraftDrawer, slugOf } from "./draft-drawer.tsx";
import { Field } from "./field.tsx";
import { NameFields } from "./name-fields.tsx";
import { useSaving } from "./use-saving.ts";

const kinds = ["wecom", "dingtalk", "feishu", "email", "webhook", "webpush"] as const;

type Base = Pick<
  Channel,
  "id" | "name" | "enabled" | "fallback" | "limit" | "testEveryHours" | "testAddress"
>;

function fresh(kind: Channel["kind"], base: Base): Channel {
  switch (kind) {
    case "email":
      return { ...base, kind, host: "", port: 465, security: "tls", user: "", password: "", from: "" };
    case "webhook":
      return {
        ...base,
        kind,
        url: "",
        secret: "",
        headers: {},
        template: "",
        contentType: "application/json",
      };
    case "dingtalk":
    case "feishu":
      return { ...base, kind, url: "", secret: "" };
    case "wecom":
      return { ...base, kind, url: "" };
    case "webpush":
      return { ...base, kind };
    default:
      return kind satisfies never;
  }
}

const baseOf = ({ id, name, enabled, fallback, limit, testEveryHours, testAddress }: Channel): Base => ({
  id,
  name,
  enabled,
  limit,
  testEveryHours,
  testAddress,
  ...(fallback === undefined ? {} : { fallback }),
});

/** One channel's set-up. Secrets are never shown; left as they stand they are kept. */
export function ChannelEditor({
  start,
  all,
  close,
}: {
  start: ChannelView | undefined;
  all: readonly Channel[];
  close: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [draft, setDraft] = useState<Channel>(
    start?.channel ??
      fresh("wecom", {
        id: "",
        name: { en: "", zh: "" },
        enabled: true,
        limit: { messages: 10, minutes: 10 },
        testEveryHours: 0,
        testAddress: "",
      }),
  );
  const [headers, setHeaders] = useState("");
  const { save, remove } = useSaving({
    save: async () => {
      const id =
        draft.id ||
        slugOf(
          draft.name.en,
          draft.kind,
          all.map((one) => one.id),
        );
      const made = { ...draft, id };
      return putChannel(
        made.kind === "webhook" && headers.trim() !== ""
          ? { ...made, headers: JSON.parse(headers) as Record<string, string> }
          : made,
      );
    },
    remove: () => removeChannel(draft.id),
    close,
  });
  const put = (part: object) => setDraft({ ...draft, ...part } as Channel);
  const kept = (field: string) => (start?.set.includes(field) ? t("oncall.secretKept") : "");
  const secret = (field: "password" | "secret", label: string) => (
    <Field>
      {label}
      <Input.Password
        autoComplete="new-password"
        value={field in draft ? String(Reflect.get(draft, field)) : ""}
        placeholder={kept(field)}
        onChange={(event) => put({ [field]: event.target.value })}
      />
    </Field>
  );
  return (
    <DraftDrawer
      title={start ? pick(start.channel.name, lang) : t("oncall.channelNew")}
      error={save.error ?? remove.error}
      missing={[
        ...(draft.name.en.trim() || draft.name.zh.trim() ? [] : [t("oncall.rotaName")]),
        ...("url" in draft && draft.url.trim() === "" && !start ? [t("oncall.url")] : []),
      ]}
      saving={save.isPending}
      save={() => save.mutate()}
      remove={start ? () => remove.mutate() : undefined}
      close={close}
    >
      {!start && (
        <Select
          value={draft.kind}
          onChange={(kind) => setDraft(fresh(kind, baseOf(draft)))}
          options={kinds.map((kind) => ({ value: kind, label: t(`oncall.channelKind.${kind}`) }))}
        />
      )}
      <NameFields name={draft.name} change={(name) => put({ name })} />
      <Checkbox checked={draft.enabled} onChange={(event) => put({ enabled: event.target.checked })}>
        {t("oncall.enabled")}
      </Checkbox>
      {"url" in draft && (
        <Field>
          {t("oncall.url")}
          <Input
            value={draft.url}
            placeholder="https://…"
            onChange={(event) => put({ url: event.target.value })}
          />
        </Field>
      )}
      {"secret" in draft && secret("secret", t("oncall.secret"))}
      {draft.kind === "email" && (
        <>
          <div className="form-line">
            <Field>
              {t("oncall.host")}
              <Input value={draft.host} onChange={(event) => put({ host: event.target.value })} />
            </Field>
            <Field>
              {t("oncall.port")}
              <InputNumber min={1} max={65535} value={draft.port} onChange={(n) => put({ port: n ?? 465 })} />
            </Field>
            <Field>
              {t("oncall.security")}
              <Select
                value={draft.security}
                onChange={(security) => put({ security })}
                options={["tls", "starttls", "none"].map((word) => ({
                  value: word,
                  label: word.toUpperCase(),
                }))}
              />
            </Field>
          </div>
          <div className="form-line">
            <Field>
              {t("oncall.user")}
              <Input
                value={draft.user}
                autoComplete="off"
                onChange={(event) => put({ user: event.target.value })}
              />
            </Field>
            {secret("password", t("oncall.password"))}
          </div>
          <Field>
            {t("oncall.sender")}
            <Input value={draft.from} onChange={(event) => put({ from: event.target.value })} />
          </Field>
        </>
      )}
      {draft.kind === "webhook" && (
        <>
          <Field>
            {t("oncall.template")} <span className="faint">{t("oncall.templateHint")}</span>
            <Input.TextArea
              value={draft.template}
              rows={5}
              placeholder={'{"to":"{{address}}","text":"{{title}} {{link}}"}'}
              onChange={(event) => put({ template: event.target.value })}
            />
          </Field>
          <Field>
            {t("oncall.contentType")}
            <Input value={draft.contentType} onChange={(event) => put({ contentType: event.target.value })} />
          </Field>
          <Field>
            {t("oncall.headers")} <span className="faint">{kept("headers")}</span>
            <Input
              value={headers}
              placeholder={'{"authorization":"…"}'}
              onChange={(event) => setHeaders(event.target.value)}
            />
          </Field>
        </>
      )}
      <div className="form-line">
        <Field>
          {t("oncall.fallback")}
          <Select
            allowClear
            value={draft.fallback ?? null}
            onChange={(id) => {
              const { fallback: _, ...rest } = draft;
              setDraft((id ? { ...rest, fallback: id } : rest) as Channel);
            }}
            options={all
              .filter(({ id }) => id !== draft.id)
              .map(({ id, name }) => ({ value: id, label: pick(name, lang) }))}
          />
        </Field>
        <Field>
          {t("oncall.limit")}
          <InputNumber
            min={1}
            value={draft.limit.messages}
            onChange={(n) => put({ limit: { ...draft.limit, messages: n ?? 10 } })}
          />
        </Field>
        <Field>
          {t("oncall.limitPer")}
          <InputNumber
            min={1}
            value={draft.limit.minutes}
            onChange={(n) => put({ limit: { ...draft.limit, minutes: n ?? 10 } })}
          />
        </Field>
      </div>
      <div className="form-line">
        <Field>
          {t("oncall.testEvery")}
          <InputNumber
            min={0}
            value={draft.testEveryHours}
            onChange={(n) => put({ testEveryHours: n ?? 0 })}
          />
        </Field>
        <Field>
          {t("oncall.testTo")}
          <Input value={draft.testAddress} onChange={(event) => put({ testAddress: event.target.value })} />
        </Field>
      </div>
    </DraftDrawer>
  );
}
