import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment, type ReactNode, useEffect, useState } from "react";
import type { RoundList as Rounds } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { keepPages } from "../../app/offline.ts";
import { useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useMaySteer } from "../../app/session.ts";
import { useSite } from "../../app/site.ts";
import { roundsQuery, stopsQuery } from "../../app/work-api.ts";
import { colon, pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Quiet, TroubleNote, Waiting, When } from "../../parts/index.ts";
import { RoundForm } from "./round-form.tsx";
import { keepRounds } from "./round-store.ts";
import "../orders/order-forms.css";
import "./rounds.css";

/** The rounds there are, and the stops made last; opening this page puts the rounds on the phone. */
export function RoundList(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const nameOf = useNames();
  const { data, error, refetch } = useQuery(roundsQuery);
  const site = useSite();
  const may = useMaySteer();
  const [edited, setEdited] = useState<Rounds["rounds"][number]["round"] | "new">();
  const { data: stops } = useQuery(stopsQuery);
  useEffect(() => {
    if (data) void keepRounds(data.rounds.map(({ round }) => round));
  }, [data]);
  useEffect(() => {
    // The runner is fetched along, so that what the list names opens without coverage.
    void import("./runner.tsx").then(() => keepPages("/rounds/"));
  }, []);
  if (error && !data) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!data) return <Waiting lines={4} />;
  const recent = (stops?.stops ?? []).toReversed().slice(0, 40);
  return (
    <div className="rounds">
      {may && (
        <div className="rounds-bar">
          <Button onClick={() => setEdited("new")}>{t("keep.newRound")}</Button>
        </div>
      )}
      {data.rounds.length === 0 && <Quiet>{t("mnt.noRound")}</Quiet>}
      <ul className="round-cards">
        {data.rounds.map(({ round, lastAt, overdue }) => (
          <li key={round.id} className={overdue ? "round-card is-late" : "round-card"}>
            <strong>{pick(round.title, lang)}</strong>
            <span className="soft">
              {t("mnt.stops", { n: round.stops.length })}
              {round.everyHours > 0 && ` · ${t("mnt.roundEvery", { n: round.everyHours })}`}
            </span>
            <span className="faint">
              {t("mnt.lastRound")}
              {colon(lang)}
              {lastAt === null ? t("mnt.never") : <When at={lastAt} />}
              {overdue && <strong className="order-late"> {t("mnt.overdue")}</strong>}
            </span>
            <span className="round-acts">
              <Link to="/rounds/$id" params={{ id: round.id }} className="round-go">
                {t("mnt.walk")}
              </Link>
              <a
                className="link"
                href={`/api/rounds/codes?${new URLSearchParams({ id: round.id, lang })}`}
                target="_blank"
                rel="noreferrer"
              >
                {t("keep.printCodes")}
              </a>
              {may && (
                <Button size="small" onClick={() => setEdited(round)}>
                  {t("keep.changeRound")}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {recent.length > 0 && (
        <>
          <h2 className="rounds-head">{t("mnt.recentStops")}</h2>
          <ul className="order-lines">
            {recent.map((stop) => (
              <li key={stop.key}>
                <span>
                  {pick(stop.stopTitle, lang)}{" "}
                  <span className="faint">
                    {nameOf(stop.by)} · {t(stop.scanned ? "mnt.scanned" : "mnt.notScanned")}
                  </span>
                  {stop.failed.map(({ item, order }) =>
                    order ? (
                      <Fragment key={item}>
                        {" "}
                        <Link
                          to="/orders/$id"
                          params={{ id: order }}
                          className="link order-late order-number"
                        >
                          {order}
                        </Link>
                      </Fragment>
                    ) : null,
                  )}
                </span>
                <span className="num faint">
                  <When at={stop.at} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {edited && (
        <RoundForm
          site={edited === "new" ? (site?.id ?? "") : edited.site}
          round={edited === "new" ? undefined : edited}
          close={() => setEdited(undefined)}
        />
      )}
    </div>
  );
}
