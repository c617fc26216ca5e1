import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ConditionView, EvidenceView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useTimeZone } from "../../app/site.ts";
import { dateOfText, datesSaid, pick } from "../../laws/index.ts";
import { Grade } from "./grade.tsx";
import { orderText, percentText } from "./words.ts";

/** Every reason of a condition with its date, its weight, where it comes from and the data it is made of. */
export function EvidenceTable({ condition }: { condition: ConditionView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  return (
    <div className="lc-evidence">
      <p>
        <Grade grade={condition.index} />{" "}
        <span className="soft">
          {t("lifecycle.confidence")} {percentText(condition.confidence)}
        </span>
      </p>
      <ul>
        {condition.evidence.map((each) => (
          <li key={each.id} className={each.freshness < 0.5 ? "is-old" : ""}>
            <div className="lc-evhead">
              <strong>{pick(each.label, lang)}</strong>
              <Grade grade={each.grade} />
              {condition.limiting === each.id && <span className="lc-reason">{t("lifecycle.limiting")}</span>}
              <span className="lc-kind">{t(`lifecycle.how.${each.how}`)}</span>
              <span className="faint num">
                {dateOfText(each.at, lang, timeZone)} · {t("lifecycle.weight")} {each.weight} ×{" "}
                {percentText(each.freshness)}
              </span>
            </div>
            <div>{datesSaid(pick(each.says, lang), lang)}</div>
            {each.part && each.grade >= 3.5 && (
              <div className="faint">{t("lifecycle.limitingPart", { part: pick(each.part, lang) })}</div>
            )}
            <Data evidence={each} />
          </li>
        ))}
      </ul>
      {condition.missing.length > 0 && (
        <p className="faint">
          {t("lifecycle.missing")}
          {lang === "zh" ? "：" : ": "}
          {condition.missing.map((each) => pick(each, lang)).join(lang === "zh" ? "；" : "; ")}
        </p>
      )}
    </div>
  );
}

const WEEK = 7 * 86_400_000;

/** What a reason is made of: the trend of its points, and each datum with its day. */
function Data({ evidence }: { evidence: EvidenceView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const { points, from, at, label } = evidence;
  const name = pick(label, lang);
  return (
    <div className="lc-evdata">
      {points.length > 0 && (
        <Link
          to="/trends"
          search={{
            points: points.join(","),
            from: (from[0]?.at ?? at) - WEEK,
            to: at + WEEK / 7,
          }}
          className="link"
          aria-label={t("lifecycle.trendOf", { name })}
        >
          {t("lifecycle.trend")}
        </Link>
      )}
      {from.length > 0 && (
        <details>
          <summary className="faint">{t("lifecycle.data", { n: from.length })}</summary>
          <ul className="lc-data">
            {from.toReversed().map((datum) => (
              <li key={datum.id}>
                <span className="num faint">{dateOfText(datum.at, lang, timeZone)}</span>{" "}
                {datesSaid(pick(datum.says, lang), lang)}
                {datum.order !== null && (
                  <>
                    {" "}
                    <Link to="/orders/$id" params={{ id: datum.order }} className="link">
                      {orderText(datum.order, t("lifecycle.story.order"))}
                    </Link>
                  </>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
