import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Select } from "antd";
import { type ReactNode, useState } from "react";
import { useWords } from "../../app/i18n.ts";
import {
  channelNamesQuery,
  type DeliveryFilter,
  deliveriesQuery,
  pastCallsQuery,
  staffQuery,
  useNames,
} from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Quiet, TroubleNote, Waiting, When } from "../../parts/index.ts";
import { DeliveryTable } from "./delivery-table.tsx";
import { Field } from "./field.tsx";

const states = ["queued", "sent", "delivered", "failed", "hushed", "unshown"] as const;
const DAY = 86_400_000;
/** Past calls shown before somebody asks for more; the messages stand below them. */
const FIRST_CALLS = 6;
const spans = { hour: 3_600_000, day: DAY, week: 7 * DAY, month: 30 * DAY } as const;
type Span = keyof typeof spans;

/** Past calls, and every message with what became of it. */
export function SentTab(): ReactNode {
  return (
    <div className="oncall-stack">
      <PastCalls />
      <Messages />
    </div>
  );
}

function Messages(): ReactNode {
  const t = useWords();
  const [filter, setFilter] = useState<DeliveryFilter>({});
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(
    deliveriesQuery(filter),
  );
  const found = data?.pages.flatMap((page) => page?.deliveries ?? []);
  const filtered = Object.values(filter).some((value) => value !== undefined);
  return (
    <section className="panel" aria-labelledby="sent">
      <div className="panel-head">
        <h2 id="sent">{t("oncall.sent")}</h2>
        <span className="soft">{t("oncall.sentHint")}</span>
      </div>
      <Filters filter={filter} change={setFilter} />
      {error && <TroubleNote error={error} />}
      {!found && !error && <Waiting lines={6} />}
      {found?.length === 0 && <Quiet>{t(filtered ? "oncall.noneFits" : "oncall.noMessages")}</Quiet>}
      {found && found.length > 0 && <DeliveryTable deliveries={found} />}
      {hasNextPage && (
        <div className="oncall-bar sent-older">
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("oncall.older")}
          </Button>
        </div>
      )}
    </section>
  );
}

function Filters({
  filter,
  change,
}: {
  filter: DeliveryFilter;
  change: (filter: DeliveryFilter) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { data: channels } = useQuery(channelNamesQuery);
  const { data: staff } = useQuery(staffQuery);
  const [span, setSpan] = useState<Span | undefined>();
  const any = { value: "", label: t("oncall.any") };
  const choose = (part: Partial<Record<keyof DeliveryFilter, string | number | undefined>>) =>
    change(
      Object.fromEntries(
        Object.entries({ ...filter, ...part }).filter(([, value]) => value !== undefined && value !== ""),
      ),
    );
  return (
    <div className="oncall-form is-row">
      <Field>
        {t("oncall.who")}
        <Select
          value={filter.person ?? ""}
          onChange={(person: string) => choose({ person })}
          options={[
            any,
            ...(staff?.staff ?? []).map(({ id, name }) => ({ value: id, label: pick(name, lang) })),
          ]}
        />
      </Field>
      <Field>
        {t("oncall.channel")}
        <Select
          value={filter.channel ?? ""}
          onChange={(channel: string) => choose({ channel })}
          options={[
            any,
            { value: "desk", label: t("oncall.desk") },
            ...(channels?.channels ?? []).map(({ id, name }) => ({ value: id, label: pick(name, lang) })),
          ]}
        />
      </Field>
      <Field>
        {t("oncall.result")}
        <Select
          value={filter.state ?? ""}
          onChange={(state: string) => choose({ state })}
          options={[
            any,
            ...states.map((state) => ({ value: state as string, label: t(`oncall.delivery.${state}`) })),
          ]}
        />
      </Field>
      <Field>
        {t("oncall.at")}
        <Select
          value={span ?? ""}
          onChange={(chosen: Span | "") => {
            setSpan(chosen === "" ? undefined : chosen);
            choose({ from: chosen === "" ? undefined : Date.now() - spans[chosen] });
          }}
          options={[
            any,
            ...(Object.keys(spans) as Span[]).map((one) => ({ value: one, label: t(`oncall.span.${one}`) })),
          ]}
        />
      </Field>
    </div>
  );
}

function PastCalls(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const nameOf = useNames();
  const { data } = useQuery(pastCallsQuery);
  const [all, setAll] = useState(false);
  if (!data || data.calls.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="past-calls">
      <div className="panel-head">
        <h2 id="past-calls">{t("oncall.calls")}</h2>
      </div>
      <ul className="past-calls">
        {data.calls.slice(0, all ? undefined : FIRST_CALLS).map((call) => (
          <li key={call.id}>
            <span className="soft">
              <When at={call.openedAt} />
            </span>
            <Link to="/oncall" search={{ tab: "sent", call: call.id }} className="link">
              {call.members[0] ? `${pick(call.members[0].where, lang)} · ` : ""}
              {pick(call.title, lang)}
              {call.count > 1 ? ` ${t("oncall.more", { n: call.count - 1 })}` : ""}
            </Link>
            <span className="faint">
              {call.answeredBy
                ? t("oncall.heldBy", { who: nameOf(call.answeredBy) })
                : t(`oncall.state.${call.state}`)}
            </span>
          </li>
        ))}
      </ul>
      {!all && data.calls.length > FIRST_CALLS && (
        <div className="oncall-bar sent-older">
          <Button onClick={() => setAll(true)}>
            {t("oncall.olderCalls", { n: data.calls.length - FIRST_CALLS })}
          </Button>
        </div>
      )}
    </section>
  );
}
