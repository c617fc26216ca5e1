import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ingestQuery } from "../../../app/field-api.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { When } from "../../../parts/index.ts";

const SHOWN = 20;
const REASONS = [
  "bad-topic",
  "bad-json",
  "bad-shape",
  "unknown-asset",
  "foreign-asset",
  "unknown-gateway",
  "unknown-point",
  "wrong-kind",
  "bad-time",
  "overload",
  "store-refused",
] as const;
type Reason = (typeof REASONS)[number];

/** What this gateway sent that was not taken, the newest first: why, and what came. */
export function Refused({ gateway }: { gateway: string }): ReactNode {
  const t = useWords();
  // Details are the broker's own words, in English; reason, topic and message say the same.
  const lang = useLang();
  const { data } = useQuery(ingestQuery);
  // What comes every few seconds is one line, with its newest message.
  const own = (data?.deadLetters ?? [])
    .filter((letter) => letter.gateway === gateway)
    .toSorted((a, b) => b.at - a.at);
  const refused = [...Map.groupBy(own, ({ reason, topic, detail }) => `${reason} ${topic} ${detail}`)]
    .slice(0, SHOWN)
    .flatMap(([key, letters]) => (letters[0] ? [{ key, n: letters.length, letter: letters[0] }] : []));
  if (refused.length === 0) return null;
  const known = (reason: string): reason is Reason => (REASONS as readonly string[]).includes(reason);
  return (
    <section className="panel" aria-labelledby="refused">
      <div className="panel-head">
        <h2 id="refused">{t("field.refused.title")}</h2>
      </div>
      <ul className="refused">
        {refused.map(({ key, n, letter }) => (
          <li key={key}>
            <span>
              <strong>
                {known(letter.reason) ? t(`field.refused.why.${letter.reason}`) : letter.reason}
              </strong>{" "}
              <span className="soft">
                {n > 1 && `${t("field.refused.times", { n })} `}
                <When at={letter.at} />
              </span>
            </span>
            {lang === "en" && <span className="soft">{letter.detail}</span>}
            <code className="faint">
              {letter.topic} {letter.payload}
            </code>
          </li>
        ))}
      </ul>
    </section>
  );
}
