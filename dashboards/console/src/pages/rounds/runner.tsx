import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import type { CheckedView, RoundList } from "../../../../../api/contract/index.ts";
import type { Answer, Round } from "../../../../../facility/maintenance/index.ts";
import { misfit, verdictOf } from "../../../../../facility/maintenance/index.ts";
import { instant } from "../../../../../facility/units/index.ts";
import { call } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { keepPages } from "../../app/offline.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Icon, Quiet, Waiting } from "../../parts/index.ts";
import { Line } from "../orders/checklist-lines.tsx";
import "../orders/order-forms.css";
import "../orders/work.css";
import {
  type HeldStop,
  holdStop,
  keepRounds,
  roundOnPhone,
  sendWaiting,
  stopsOfRun,
  waitingCount,
  watchStops,
} from "./round-store.ts";
import "./rounds.css";
import { ScanButton } from "./scan.tsx";

const route = getRouteApi("/rounds/$id");

const keyOf = (round: string): string => `round-run:${round}`;
const DAY_MS = 86_400_000;

function newRun(round: string): string {
  const run = crypto.randomUUID();
  localStorage.setItem(keyOf(round), `${Date.now()} ${run}`);
  return run;
}

/** The run under way on this phone, so that a page loaded again goes on with it; one of the day before is over. */
function runOf(round: string): string {
  const [at, run] = (localStorage.getItem(keyOf(round)) ?? "").split(" ");
  return run && Date.now() - Number(at) < DAY_MS ? run : newRun(round);
}

/** From the server where it can be reached, else as the phone has it. */
async function roundFor(id: string): Promise<Round | undefined> {
  try {
    const { rounds } = await call<RoundList>("GET", "/api/rounds");
    await keepRounds(rounds.map(({ round }) => round));
  } catch (error) {
    console.info("no coverage: the round is taken from this phone", error);
  }
  return roundOnPhone(id);
}

/** Walks a round with or without coverage: scan, answer, go on; what is kept sends itself. */
export function RoundRunner(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { id } = route.useParams();
  const [round, setRound] = useState<Round | "unknown">();
  const [stops, setStops] = useState<readonly HeldStop[]>([]);
  const [waiting, setWaiting] = useState(0);
  const [link, setLink] = useState<"sent" | "offline" | "signed-out">("sent");
  const [covered, setCovered] = useState(navigator.onLine);
  const [at, setAt] = useState<string>();
  const [run, setRun] = useState(() => runOf(id));

  const look = useCallback(async () => {
    setStops(await stopsOfRun(run));
    setWaiting(await waitingCount());
  }, [run]);
  useEffect(() => {
    void roundFor(id).then((found) => setRound(found ?? "unknown"));
    const send = () => {
      setCovered(navigator.onLine);
      void sendWaiting().then(setLink);
    };
    const lost = () => setCovered(false);
    const stop = watchStops(() => void look());
    void look();
    send();
    void keepPages("/rounds/");
    window.addEventListener("online", send);
    window.addEventListener("offline", lost);
    const timer = setInterval(send, 15_000);
    return () => {
      stop();
      window.removeEventListener("online", send);
      window.removeEventListener("offline", lost);
      clearInterval(timer);
    };
  }, [id, look]);

  if (!round) return <Waiting lines={6} />;
  if (round === "unknown") return <Quiet>{t("round.notHere")}</Quiet>;
  const made = new Map(stops.map((stop) => [stop.report.stop, stop]));
  const stop = round.stops.find((one) => one.id === at);
  return (
    <main className="runner">
      <header className="runner-head">
        <Link to="/work" search={{ tab: "rounds" }} className="link">
          {t("round.back")}
        </Link>
        <h1>{pick(round.title, lang)}</h1>
        <p className={link === "sent" && waiting === 0 && covered ? "faint" : "runner-offline"} role="status">
          {link === "signed-out"
            ? t("round.signIn")
            : waiting === 0
              ? t(covered ? "round.allSent" : "round.offline")
              : `${t("round.waiting", { n: waiting })}${link === "offline" || !covered ? ` · ${t("round.offline")}` : ""}`}
        </p>
      </header>
      {stop ? (
        <Stop
          key={stop.id}
          stop={stop}
          done={() => setAt(undefined)}
          keep={async (answers, scanned, startedAt, remark) => {
            await holdStop({
              key: `${run}:${stop.id}`,
              run,
              round: round.id,
              stop: stop.id,
              at: Date.now(),
              startedAt,
              scanned,
              answers,
              remark,
            });
            setAt(undefined);
            void sendWaiting().then(setLink);
          }}
        />
      ) : (
        <>
          {round.stops.every(({ id: one }) => made.has(one)) && (
            <div className="runner-done">
              <p>{t("round.finished")}</p>
              <Button onClick={() => setRun(newRun(id))}>{t("round.again")}</Button>
            </div>
          )}
          <ol className="runner-stops">
            {round.stops.map((one) => {
              const kept = made.get(one.id);
              return (
                <li key={one.id} className={kept ? `is-${kept.state}` : ""}>
                  <button
                    type="button"
                    disabled={kept !== undefined && kept.state !== "refused"}
                    onClick={() => setAt(one.id)}
                  >
                    <span>{pick(one.title, lang)}</span>
                    <span className="faint">
                      {kept?.state === "sent" ? (
                        <>
                          <Icon name="check" size={16} /> {t("round.sent")}
                        </>
                      ) : kept?.state === "waiting" ? (
                        t("round.kept")
                      ) : kept?.state === "refused" ? (
                        `${t("round.refused")} ${kept.problem ? pick(kept.problem, lang) : ""}`
                      ) : (
                        <Icon name="chevron" size={16} />
                      )}
                    </span>
                  </button>
                </li>
              );
            })}
          </ol>
        </>
      )}
    </main>
  );
}

function Stop({
  stop,
  keep,
  done,
}: {
  stop: Round["stops"][number];
  keep: (
    answers: Record<string, Answer>,
    scanned: boolean,
    startedAt: number,
    remark: string,
  ) => Promise<void>;
  done: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [startedAt] = useState(() => Date.now());
  const [scanned, setScanned] = useState<boolean>();
  const [answers, setAnswers] = useState<Record<string, Answer>>({});
  const [remark, setRemark] = useState("");
  const [wrong, setWrong] = useState(false);
  if (scanned === undefined)
    return (
      <section className="panel runner-scan">
        <h2>{pick(stop.title, lang)}</h2>
        <ScanButton
          found={(code) => {
            // The code on the equipment is the residents' page; its last part names the asset.
            const named = decodeURIComponent(code.split("/").at(-1) ?? code);
            if (named === stop.code || code === stop.code) setScanned(true);
            else setWrong(true);
          }}
        />
        {wrong && (
          <span className="beside-error" role="alert">
            {t("round.wrongCode")}
          </span>
        )}
        <Button onClick={() => setScanned(false)}>{t("round.byHand")}</Button>
        <Button type="text" onClick={done}>
          {t("work.act.back")}
        </Button>
      </section>
    );
  const lines = stop.checklist.map((item): CheckedView => {
    const given = answers[item.id];
    const answer = given ? { ...given, by: "", at: instant(startedAt) } : undefined;
    return { item, answer: answer ?? null, verdict: verdictOf({ item, ...(answer ? { answer } : {}) }) };
  });
  const fits = lines.every(({ item, answer }) =>
    answer ? misfit(item, answer) === undefined : !item.required,
  );
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{pick(stop.title, lang)}</h2>
      </div>
      <ul className="checklist">
        {lines.map((line) => (
          <Line
            key={line.item.id}
            checked={line}
            asset={stop.asset ?? null}
            may
            give={(value, more = {}) =>
              setAnswers((before) => ({
                ...before,
                [line.item.id]: { remark: "", photos: [], ...before[line.item.id], value, ...more },
              }))
            }
          />
        ))}
      </ul>
      {lines.some(({ verdict }) => verdict === "fail") && (
        <p className="runner-note order-late">{t("round.failed")}</p>
      )}
      <div className="order-form">
        <input
          className="filter-text"
          placeholder={t("round.remark")}
          value={remark}
          onChange={(event) => setRemark(event.target.value)}
        />
        {!fits && <span className="faint">{t("round.answerAll")}</span>}
        <Button
          type="primary"
          size="large"
          disabled={!fits}
          onClick={() => void keep(answers, scanned, startedAt, remark)}
        >
          {t("round.keep")}
        </Button>
        <Button type="text" onClick={done}>
          {t("work.act.back")}
        </Button>
      </div>
    </section>
  );
}
