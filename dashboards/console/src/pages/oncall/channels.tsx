import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Input } from "antd";
import { type ReactNode, useState } from "react";
import type { Channel, ChannelView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { channelsQuery, testChannel } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useSession } from "../../app/session.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Quiet, TroubleNote, useAdvice, Waiting } from "../../parts/index.ts";
import { ChannelEditor } from "./channel-editor.tsx";
import { SettingsPanel } from "./settings-panel.tsx";

/** Ways to reach people, each with a test; public address and heartbeat. */
export function Channels(): ReactNode {
  const t = useWords();
  const admin = useSession()?.role === "admin";
  const { data, error } = useQuery(channelsQuery);
  const [editing, setEditing] = useState<ChannelView | "new" | undefined>();
  if (error) return <TroubleNote error={error} />;
  if (!data) return <Waiting lines={6} />;
  return (
    <div className="oncall-stack">
      <section className="panel" aria-labelledby="channels">
        <div className="panel-head">
          <h2 id="channels">{t("oncall.tab.channels")}</h2>
          {admin ? (
            <Button onClick={() => setEditing("new")}>{t("oncall.channelNew")}</Button>
          ) : (
            <span className="faint">{t("oncall.notForYou")}</span>
          )}
        </div>
        {data.channels.length === 0 && <Quiet>{t("oncall.channelEmpty")}</Quiet>}
        <ul className="oncall-list">
          {data.channels.map((view) => (
            <ChannelLine
              key={view.channel.id}
              view={view}
              edit={admin ? () => setEditing(view) : undefined}
            />
          ))}
        </ul>
      </section>
      <SettingsPanel admin={admin} />
      {editing !== undefined && (
        <ChannelEditor
          start={editing === "new" ? undefined : editing}
          all={data.channels.map(({ channel }) => channel)}
          close={() => setEditing(undefined)}
        />
      )}
    </div>
  );
}

const addressed = new Set<Channel["kind"]>(["email", "webhook"]);

function ChannelLine({ view, edit }: { view: ChannelView; edit: (() => void) | undefined }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const queries = useQueryClient();
  const { channel } = view;
  const [address, setAddress] = useState(channel.testAddress);
  const test = useMutation({
    mutationFn: () => testChannel(channel.id, address),
    onSettled: () => void queries.invalidateQueries({ queryKey: ["oncall", "deliveries"] }),
  });
  return (
    <li>
      <span>
        <strong>{pick(channel.name, lang)}</strong>{" "}
        <span className="soft">
          {t(`oncall.channelKind.${channel.kind}`)} ·{" "}
          {t(channel.enabled ? "oncall.enabled" : "oncall.disabled")}
        </span>
        <span className="faint"> {channel.id}</span>
        {test.data && (
          <span
            className={`deliveries-title ${test.data.state === "failed" ? "beside-error" : "soft"}`}
            role="status"
          >
            {t("oncall.testSent", {
              state: t(`oncall.delivery.${test.data.state}`),
              detail: test.data.detail,
            })}
          </span>
        )}
        {test.error && (
          <span className="beside-error" role="alert">
            {advice(test.error)}
          </span>
        )}
      </span>
      <span className="oncall-bar">
        {addressed.has(channel.kind) && (
          <Input
            className="channel-test"
            size="small"
            value={address}
            placeholder={t("oncall.testTo")}
            aria-label={t("oncall.testTo")}
            onChange={(event) => setAddress(event.target.value)}
          />
        )}
        <Button size="small" loading={test.isPending} onClick={() => test.mutate()}>
          {t("oncall.testNow")}
        </Button>
        {edit && (
          <Button size="small" onClick={edit}>
            {t("oncall.edit")}
          </Button>
        )}
      </span>
    </li>
  );
}
