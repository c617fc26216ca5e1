import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { RequestView } from "../../../../api/contract/index.ts";
import { useWords } from "../app/i18n.ts";
import { useLang } from "../app/preferences.ts";
import { useTimeZone } from "../app/site.ts";
import { colon, pick, stampText } from "../laws/index.ts";
import { PhoneLink } from "./phone-link.tsx";
import { When } from "./time.tsx";
import "./request.css";

/** What a resident told: when, how to reach him, his words and photos, and what the equipment said then. */
export function RequestFacts({ request }: { request: RequestView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  return (
    <>
      <p className="soft">
        <When at={request.at} /> · <span className="num">{request.id}</span>
        {request.phone && (
          <>
            {" · "}
            <PhoneLink phone={request.phone} />
          </>
        )}
        {request.erased && ` · ${t("mnt.erased")}`}
      </p>
      <p>{request.words}</p>
      {request.photos.length > 0 && (
        <span className="photos">
          {request.photos.map(({ id, name }) => (
            <a key={id} href={`/api/files/${id}`} target="_blank" rel="noreferrer">
              <img src={`/api/files/${id}`} alt={name} />
            </a>
          ))}
        </span>
      )}
      {request.condition.length > 0 && (
        <details>
          <summary className="soft">{t("mnt.condition")}</summary>
          <ul className="condition num">
            {request.condition.map(({ point, value }) => (
              <li key={point.en}>
                {pick(point, lang)} <strong>{pick(value, lang)}</strong>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Everything that became of it, in order: what the house did, what was answered, which order it went to. */
export function RequestCourse({ request }: { request: RequestView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const lines = [
    ...request.answers.map(({ at, by, words }) => ({ at, said: by, words, order: null })),
    ...request.course.map(({ at, is, order }, i) => ({
      at,
      is,
      order: order === request.course[i - 1]?.order ? null : order,
    })),
  ].toSorted((a, b) => a.at - b.at);
  return (
    <ol className="request-course" aria-label={t("pub.steps")}>
      {lines.map((line) => (
        <li key={`${line.at} ${"is" in line ? line.is : line.words}`}>
          <span className="num faint">{stampText(line.at, lang, timeZone)}</span>
          <span>
            {"is" in line ? (
              <strong>{t(`mnt.request.${line.is}`)}</strong>
            ) : (
              <>
                <strong>{t(line.said === "desk" ? "mnt.saidDesk" : "mnt.saidResident")}</strong>
                {colon(lang)}
                {line.words}
              </>
            )}
            {line.order && (
              <>
                {" · "}
                <Link to="/orders/$id" params={{ id: line.order }} className="link num request-order">
                  {line.order}
                </Link>
              </>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
