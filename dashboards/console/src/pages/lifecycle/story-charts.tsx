import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { AssetStoryView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { colon, pick } from "../../laws/index.ts";
import { Bars, Lines } from "./charts.tsx";
import { percentText, useAxisMoney, useMoney, yearsText } from "./words.ts";

type Forecast = NonNullable<AssetStoryView["forecast"]>;

/** The years that are left as a falling curve, never as one date. */
export function Remaining({ forecast }: { forecast: Forecast }): ReactNode {
  const t = useWords();
  return (
    <section className="panel lc-path" aria-labelledby="lc-left">
      <h2 id="lc-left">{t("lifecycle.story.remaining")}</h2>
      <p>
        <strong>{t("lifecycle.story.halfBy", { n: yearsText(forecast.p50) })}</strong>{" "}
        <span className="soft">
          {t("lifecycle.leftBand", { low: yearsText(forecast.p10), high: yearsText(forecast.p90) })}
        </span>
      </p>
      <Lines
        title={t("lifecycle.story.survivors")}
        across={t("lifecycle.story.yearsFromNow")}
        labels={forecast.survivors.map((_, k) => k)}
        series={[{ name: t("lifecycle.story.survivors"), values: forecast.survivors }]}
        limits={[{ at: 0.5, name: "50 %" }]}
        top={1}
        write={percentText}
      />
      <p className="faint">
        {t("lifecycle.story.shiftHint", {
          hazard: forecast.hazard.toFixed(2),
          pace: forecast.pace.toFixed(2),
        })}{" "}
        Weibull η {forecast.fit.eta.toFixed(1)}, β {forecast.fit.beta.toFixed(1)} ·{" "}
        {t(`lifecycle.from.${forecast.fit.from}`)}
      </p>
    </section>
  );
}

/** What keeping it costs, of what, against a new one: where the curves cross, it is time. */
export function Costs({ story, forecast }: { story: AssetStoryView; forecast: Forecast }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const money = useMoney();
  const axis = useAxisMoney();
  const years = forecast.keep.map((_, k) => story.firstYear + k);
  return (
    <section className="panel lc-path" aria-labelledby="lc-costs">
      <h2 id="lc-costs">{t("lifecycle.story.costs")}</h2>
      <Bars
        title={t("lifecycle.story.costs")}
        labels={years}
        series={[
          { name: t("lifecycle.story.repair"), values: forecast.repair },
          { name: t("lifecycle.story.riskPart"), values: forecast.risk },
          { name: t("lifecycle.story.renewal"), values: forecast.renewal },
          ...(forecast.obsolescence.some((cny) => cny > 0)
            ? [{ name: t("lifecycle.story.obsolescence"), values: forecast.obsolescence }]
            : []),
        ]}
        caps={forecast.newPerYear}
        capName={t("lifecycle.story.fresh")}
        write={axis}
      />
      <p className="soft">
        {t("lifecycle.story.costsHint", { cny: money(forecast.newPerYear[0]), years: forecast.newLifeYears })}{" "}
        {t("lifecycle.best")}
        {colon(lang)}
        <strong className="num">{forecast.bestYear ?? t("lifecycle.never")}</strong>
      </p>
    </section>
  );
}

export function Spent({ story }: { story: AssetStoryView }): ReactNode {
  const t = useWords();
  const money = useMoney();
  const axis = useAxisMoney();
  if (story.costByYear.length === 0) return null;
  return (
    <section className="panel lc-path" aria-labelledby="lc-spent">
      <h2 id="lc-spent">{t("lifecycle.story.spent")}</h2>
      <Bars
        title={t("lifecycle.story.spent")}
        labels={story.costByYear.map(({ year, failures }) =>
          failures > 0 ? `${year} (${failures})` : String(year),
        )}
        series={[{ name: t("lifecycle.cost"), values: story.costByYear.map(({ cny }) => cny) }]}
        write={axis}
      />
      <p className="faint">
        (n): {t("lifecycle.story.failures")}
        {story.runningCnyPerYear > 0
          ? ` · ${t("lifecycle.story.running", { cny: money(story.runningCnyPerYear) })}`
          : ""}
      </p>
    </section>
  );
}

/** How it stood, quarter by quarter, with the cost of the same years beneath: what was spent and what it did. */
export function ConditionCurve({ story }: { story: AssetStoryView }): ReactNode {
  const t = useWords();
  const moments = story.conditionByQuarter;
  if (moments.length < 2) return null;
  return (
    <section className="panel lc-path" aria-labelledby="lc-condcurve">
      <h2 id="lc-condcurve">{t("lifecycle.story.conditionByQuarter")}</h2>
      <Lines
        title={t("lifecycle.story.conditionByQuarter")}
        across={t("lifecycle.story.day")}
        labels={moments.map(({ at }) => new Date(at).toISOString().slice(0, 7))}
        series={[{ name: t("lifecycle.condition"), values: moments.map(({ index }) => index) }]}
        top={5}
        write={(value) => String(Math.round(value * 10) / 10)}
      />
      <p className="faint">{t("lifecycle.story.conditionHint")}</p>
    </section>
  );
}

/** What was measured, with the line that must not be crossed. */
export function Gauges({ story }: { story: AssetStoryView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const shown = story.gauges
    .map((gauge) => ({ gauge, values: story.measured.filter((each) => each.gauge === gauge.id).slice(-30) }))
    .filter(({ values }) => values.length >= 2);
  if (shown.length === 0) return null;
  return (
    <section className="panel lc-path" aria-labelledby="lc-gauges">
      <h2 id="lc-gauges">{t("lifecycle.story.measured")}</h2>
      {shown.map(({ gauge, values }) => (
        <div key={gauge.id}>
          <Lines
            title={pick(gauge.label, lang)}
            across={t("lifecycle.story.day")}
            labels={values.map(({ at }) => new Date(at).toISOString().slice(0, 10))}
            series={[
              {
                name: `${pick(gauge.label, lang)} (${gauge.unit})`,
                values: values.map(({ value }) => value),
              },
            ]}
            limits={[{ at: gauge.limits[2] ?? 0, name: t("lifecycle.story.limit") }]}
            write={(value) => String(Math.round(value * 10) / 10)}
          />
          <p className="faint">
            {values.some(({ points }) => points.length > 0) && (
              <>
                <Link
                  to="/trends"
                  search={{
                    points: (values.at(-1)?.points ?? []).join(","),
                    from: (values[0]?.at ?? 0) - 86_400_000,
                    to: (values.at(-1)?.at ?? 0) + 86_400_000,
                  }}
                  className="link"
                  aria-label={t("lifecycle.trendOf", { name: pick(gauge.label, lang) })}
                >
                  {t("lifecycle.trend")}
                </Link>{" "}
                ·{" "}
              </>
            )}
            {pick(gauge.source, lang)}
          </p>
        </div>
      ))}
    </section>
  );
}
