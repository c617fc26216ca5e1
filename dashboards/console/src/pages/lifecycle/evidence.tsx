import type { ReactNode } from "react";
import type { ConditionView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useTimeZone } from "../../app/site.ts";
import { pick, sortableText } from "../../laws/index.ts";
import { Grade } from "./grade.tsx";
import { percentText } from "./words.ts";

/** Every reason of a condition with its date, its weight and the data it is made of. */
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
              <span className="faint num">
                {sortableText(each.at, timeZone).slice(0, 10)} · {t("lifecycle.weight")} {each.weight} ×{" "}
                {percentText(each.freshness)}
              </span>
            </div>
            <div>{pick(each.says, lang)}</div>
            {each.part && each.grade >= 3.5 && (
              <div className="faint">{t("lifecycle.limitingPart", { part: pick(each.part, lang) })}</div>
            )}
            {each.from.length > 0 && (
              <details>
                <summary className="faint">{each.from.length}</summary>
                <div className="faint lc-ids">{each.from.join(", ")}</div>
              </details>
            )}
          </li>
        ))}
      </ul>
      {condition.missing.length > 0 && (
        <p className="faint">
          {t("lifecycle.missing")}:{" "}
          {condition.missing.map((each) => pick(each, lang)).join(lang === "zh" ? "；" : "; ")}
        </p>
      )}
    </div>
  );
}
