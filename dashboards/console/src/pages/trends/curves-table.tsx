import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { assetOf, figuresOf, joined, NOTHING, pick, type View, valueText } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { AssetLink, Icon, LiveValue } from "../../parts/index.ts";
import type { Plotted } from "../../parts/trend/index.ts";

/** The legend as a table: each curve with its value now and its figures over what is on the screen. */
export function CurvesTable({
  plotted,
  view,
  drop,
}: {
  plotted: readonly Plotted[];
  view: View;
  drop: (point: string) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  return (
    <div className="trends-curves">
      <table className="rows">
        <thead>
          <tr>
            <th>{t("trends.curve")}</th>
            <th className="is-number">{t("trends.now")}</th>
            <th className="is-number">{t("trend.min")}</th>
            <th className="is-number">{t("trend.mean")}</th>
            <th className="is-number">{t("trend.max")}</th>
            <th>
              <span className="only-heard">{t("trends.remove")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {plotted.map(({ point, slices, name }, i) => {
            const figures = point.type.kind === "number" ? figuresOf(slices, view) : undefined;
            const text = (n: number | undefined) =>
              n === undefined ? NOTHING : joined(valueText(n, point.type, lang));
            return (
              <tr key={point.id}>
                <td className="trends-curve">
                  <span
                    className="trends-swatch"
                    style={{ background: `var(--series-${i % 8})` }}
                    aria-hidden="true"
                  />
                  <AssetLink id={assetOf(point)} /> · {pick(point.type.label, lang)}
                </td>
                <td className="is-number">
                  <LiveValue point={point} />
                </td>
                <td className="is-number num">{text(figures?.min)}</td>
                <td className="is-number num">{text(figures?.mean)}</td>
                <td className="is-number num">{text(figures?.max)}</td>
                <td className="is-number">
                  <Button
                    type="text"
                    size="small"
                    icon={<Icon name="close" size={16} />}
                    aria-label={`${t("trends.remove")}: ${name}`}
                    onClick={() => drop(point.id)}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
