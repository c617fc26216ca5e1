import { type ReactNode, useMemo } from "react";
import type { AssetDetail } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { palettes } from "../../app/tokens.ts";
import { limitsOf, pick } from "../../laws/index.ts";
import { Icon, LimitBar, LiveValue, Quiet, Sparkline, ValueAge } from "../../parts/index.ts";

/** Every value of the asset; the button at the end puts it into the trend. */
export function ValuesTable({
  asset,
  chosen,
  toggle,
}: {
  asset: AssetDetail;
  chosen: readonly string[];
  toggle: (name: string) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const limits = useMemo(() => limitsOf(asset.rules), [asset.rules]);
  if (asset.points.length === 0) return <Quiet>{t("asset.noPoints")}</Quiet>;
  return (
    <table className="rows values">
      <thead>
        <tr>
          <th scope="col">{t("asset.name")}</th>
          <th scope="col" className="values-value">
            {t("asset.value")}
          </th>
          <th scope="col">{t("asset.age")}</th>
          <th scope="col" className="values-limits">
            {t("asset.limits")}
          </th>
          <th scope="col">
            <span className="only-heard">{t("asset.trend")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {asset.points.map((point) => {
          const plotted = chosen.indexOf(point.name);
          const name = pick(point.type.label, lang);
          const own = limits.filter((limit) => limit.point === point.name);
          const { length } = palettes.light.series;
          return (
            <tr key={point.id}>
              <th scope="row" className="values-name">
                {name}
                {point.type.derived !== undefined && (
                  <span className="values-derived faint" title={point.type.derived}>
                    {t("asset.derived")}
                  </span>
                )}
              </th>
              <td className="values-value">
                <LiveValue point={point} showAge={false} />
              </td>
              <td>
                <ValueAge point={point} />
              </td>
              <td className="values-limits">
                {own.length > 0 ? (
                  <LimitBar point={point} limits={own} />
                ) : point.type.kind === "number" && !point.type.counter ? (
                  <Sparkline point={point} />
                ) : null}
              </td>
              <td className="values-plot">
                {point.type.kind !== "text" && (
                  <button
                    type="button"
                    className="plot"
                    aria-pressed={plotted >= 0}
                    aria-label={t(plotted >= 0 ? "asset.unplot" : "asset.plot", { name })}
                    title={t(plotted >= 0 ? "asset.unplot" : "asset.plot", { name })}
                    style={plotted >= 0 ? { color: `var(--series-${plotted % length})` } : undefined}
                    onClick={() => toggle(point.name)}
                  >
                    <Icon name="chart" size={18} />
                  </button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
