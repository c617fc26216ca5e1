import { useQueries } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { DeviceEventView, RunView } from "../../../../../api/contract/index.ts";
import { fetchEvents } from "../../app/field-api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets, useTimeZone } from "../../app/site.ts";
import { clockText, pick } from "../../laws/index.ts";

/** A panel tells its device a moment before its alarm stands. */
const BEFORE_MS = 60_000;
const LOOK_MS = 3_000;
const SHOWN = 12;

/** What the fire panels of this emergency have told, newest first; where it burns stands above it. */
export function PanelSays({ run, short = false }: { run: RunView; short?: boolean }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const assets = useAssets();
  const panels = run.watch.filter((id) => assets.get(id)?.type === "fire-panel");
  const found = useQueries({
    queries: run.drill
      ? []
      : panels.map((panel) => ({
          queryKey: ["asset", panel, "events", "run"],
          queryFn: () => fetchEvents(panel),
          refetchInterval: run.state === "running" ? LOOK_MS : (false as const),
        })),
  });
  const told = found
    .flatMap(({ data }) => data?.events ?? [])
    .filter(({ at }) => at >= run.detectedAt - BEFORE_MS && at <= (run.endedAt ?? at))
    .sort((a, b) => b.at - a.at);
  const fires = told.filter(({ code, text }) => code === "fire" && text).reverse();
  if (told.length === 0 || (short && fires.length === 0)) return null;
  const what = ({ text, meaning, code }: DeviceEventView): string =>
    [text, meaning ? pick(meaning, lang) : code].filter(Boolean).join(" · ");
  return (
    <section className="panel" aria-labelledby="panel-says">
      <div className="panel-head">
        <h2 id="panel-says">{t("emergency.panelSays")}</h2>
        <span className="num faint">{told.length}</span>
      </div>
      {fires.length > 0 && (
        <ul className="panel-fires" aria-label={t("emergency.fireAt")}>
          {[...new Map(fires.map((one) => [one.text, one])).values()].map(({ text, at }) => (
            <li key={text}>
              <span aria-hidden="true">■</span> <strong>{text}</strong>{" "}
              <span className="num faint">{clockText(at, lang, timeZone, true)}</span>
            </li>
          ))}
        </ul>
      )}
      {!short && (
        <ul className="told">
          {told.slice(0, SHOWN).map((event) => (
            <li key={`${event.at} ${event.code} ${JSON.stringify(event.details)}`}>
              <span className="num faint">{clockText(event.at, lang, timeZone, true)}</span>
              <span>{what(event)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
