import type { ReactNode } from "react";
import type { PointView } from "../../../../api/contract/index.ts";
import { useWords } from "../app/i18n.ts";
import { useLang } from "../app/preferences.ts";
import { age, exactLength, type Freshness, NOTHING, valueText } from "../laws/index.ts";
import { isLinked, link, useFreshness, useLatest, useTicking } from "../live/index.ts";
import { Icon } from "./icons.tsx";
import "./value.css";

/** Why a value may not be taken at its word; undefined for a good one. */
export function useQualityReason(point: PointView, fresh: Freshness): string | undefined {
  const t = useWords();
  const lang = useLang();
  const latest = useLatest(point.id) ?? point.latest;
  const old = useTicking((now) => (latest && fresh === "stale" ? age(now - latest.at, lang) : ""));
  switch (fresh) {
    case "good":
      return undefined;
    case "never":
      return t("quality.whyNever");
    case "stale":
      return isLinked(link.state())
        ? t("quality.whyStale", { age: old, limit: exactLength(point.type.staleAfterSeconds * 1_000, lang) })
        : t("quality.whyUnlinked", { age: old });
    case "bad":
      return latest?.quality === "bad" ? t("quality.whyBad") : t("quality.whyEmpty");
    case "uncertain":
      return t("quality.whyUncertain");
    case "substituted":
      return t("quality.whySubstituted");
    default:
      return fresh satisfies never;
  }
}

/**
 * A value with its unit, in the look of its quality; with its age once it is older than it should be.
 * Redraws when its own point changes and for nothing else.
 */
export function LiveValue({ point, showAge = true }: { point: PointView; showAge?: boolean }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const latest = useLatest(point.id) ?? point.latest;
  const fresh = useFreshness(point);
  const reason = useQualityReason(point, fresh);
  const old = useTicking((now) => (latest && fresh === "stale" ? age(now - latest.at, lang) : ""));
  const { text, unit, unitFirst, abnormal } = valueText(
    fresh === "bad" || fresh === "never" ? null : (latest?.value ?? null),
    point.type,
    lang,
  );
  // The browser's own hint: hundreds of values would each carry a drawn one.
  return (
    <span
      className={`value is-${fresh}${abnormal && fresh !== "stale" ? " is-abnormal" : ""}`}
      title={reason}
    >
      {fresh === "substituted" && <Icon name="hand" size={14} />}
      {unitFirst && text !== NOTHING && <span className="value-unit">{unit}</span>}
      <span className="value-text">{text}</span>
      {unit && !unitFirst && text !== NOTHING && <span className="value-unit">{unit}</span>}
      {fresh === "stale" && showAge && <span className="value-age">{old}</span>}
      {fresh === "bad" && <span className="value-why">{t("quality.bad")}</span>}
      {fresh === "never" && <span className="value-why">{t("quality.never")}</span>}
      {(fresh === "uncertain" || fresh === "substituted") && (
        <span className="only-heard"> ({t(`quality.${fresh}`)})</span>
      )}
    </span>
  );
}

/** How old a point's newest value is, counting up by itself. */
export function ValueAge({ point }: { point: PointView }): ReactNode {
  const lang = useLang();
  const latest = useLatest(point.id) ?? point.latest;
  const text = useTicking((now) => (latest ? age(now - latest.at, lang) : NOTHING));
  const fresh = useFreshness(point);
  return <span className={`value-age-cell is-${fresh}`}>{text}</span>;
}
