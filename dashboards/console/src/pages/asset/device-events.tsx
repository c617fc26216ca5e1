import { useInfiniteQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import type { DeviceEventView } from "../../../../../api/contract/index.ts";
import { EVENTS_A_PAGE, fetchEvents } from "../../app/field-api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { dateText, type Lang, pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { TroubleNote, When } from "../../parts/index.ts";
import { fieldEn } from "../../texts/field.en.ts";

const kindOf = ({ scheme, code }: DeviceEventView): string => `${scheme} ${code}`;

const isDetail = (name: string): name is keyof typeof fieldEn.event.detail =>
  Object.hasOwn(fieldEn.event.detail, name);

/** A moment of the device's own clock in the reader's words; anything else as it came, of "true" the name alone. */
function detailText(value: unknown, lang: Lang): string {
  const moment = typeof value === "string" ? /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})$/.exec(value) : null;
  if (moment) return `${dateText(moment[1] ?? "", lang)} ${moment[2]}`;
  return value === true ? "" : String(value);
}

/** What the device told by code, newest first, in words where its scheme is known. Absent while it has told nothing. */
export function DeviceEvents({ asset }: { asset: string }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [kind, setKind] = useState<string>();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["asset", asset, "events"],
    queryFn: ({ pageParam }) => fetchEvents(asset, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ events }) => (events.length < EVENTS_A_PAGE ? undefined : events.at(-1)?.at),
    refetchInterval: 10_000,
  });
  const events = useMemo(() => (data?.pages ?? []).flatMap((page) => page.events), [data]);
  if (error && !data) return <TroubleNote error={error} again={() => void refetch()} />;
  if (events.length === 0) return null;
  const named = (event: DeviceEventView): string =>
    event.meaning
      ? pick(event.meaning, lang)
      : t("field.event.code", { code: event.code, scheme: event.scheme });
  const detailName = (name: string): string => (isDetail(name) ? t(`field.event.detail.${name}`) : name);
  const kinds = [...new Map(events.map((event) => [kindOf(event), named(event)]))];
  const shown = events.filter((event) => kind === undefined || kindOf(event) === kind);
  return (
    <section className="panel" aria-labelledby="device-events">
      <div className="panel-head">
        <h2 id="device-events">{t("field.event.title")}</h2>
        <Select
          aria-label={t("field.event.filter")}
          size="small"
          allowClear
          placeholder={t("field.event.all")}
          value={kind ?? null}
          options={kinds.map(([value, label]) => ({ value, label }))}
          onChange={(value?: string) => setKind(value ?? undefined)}
          style={{ minWidth: 200, maxWidth: "100%" }}
        />
      </div>
      <ul className="device-events">
        {shown.map((event) => (
          <li
            key={`${event.at} ${kindOf(event)} ${JSON.stringify(event.details)}`}
            className={event.grave ? "device-event is-grave" : "device-event"}
          >
            <span className="soft num">
              <When at={event.at} />
            </span>
            <span className="device-event-what">
              {event.text && `${event.text} · `}
              {named(event)}
            </span>
            <span className="device-event-more faint" title={event.code}>
              {event.schemeName ? pick(event.schemeName, lang) : t("field.event.unknown")}
              {Object.entries(event.details)
                .filter(([, value]) => value !== false && value !== null)
                .map(([name, value]) => ` · ${detailName(name)} ${detailText(value, lang)}`.trimEnd())}
            </span>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="soft device-events-foot">{t("field.event.nothing")}</p>}
      {hasNextPage && (
        <p className="device-events-foot">
          <Button size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("field.event.older")}
          </Button>
        </p>
      )}
    </section>
  );
}
