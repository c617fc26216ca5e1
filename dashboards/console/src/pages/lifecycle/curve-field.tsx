import { InputNumber } from "antd";
import type { ReactNode } from "react";
import type { LedgerEntry } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { Button } from "../../parts/button.tsx";

type Curve = NonNullable<LedgerEntry["pumpCurve"]>;

/** The maker's curve, point by point: flow at rated speed and efficiency in per cent. Two points are the least. */
export function CurveField({
  curve,
  set,
}: {
  curve: Curve;
  set: (curve: Curve | undefined) => void;
}): ReactNode {
  const t = useWords();
  const put = (index: number, change: Partial<Curve[number]>) =>
    set(curve.map((point, i) => (i === index ? { ...point, ...change } : point)));
  const last = curve.at(-1);
  return (
    <fieldset className="lc-set">
      <legend>{t("lifecycle.story.field.curve")}</legend>
      <p className="faint">{t("lifecycle.story.field.curveHint")}</p>
      {curve.map((point, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: points have no name but their place
        <div key={i} className="lc-inline">
          <InputNumber
            aria-label={`${t("lifecycle.story.field.curveFlow")} ${i + 1}`}
            min={0}
            max={100_000}
            suffix="m³/h"
            value={point.flowM3h}
            onChange={(value) => put(i, { flowM3h: value ?? 0 })}
          />
          <InputNumber
            aria-label={`${t("lifecycle.story.field.curveEfficiency")} ${i + 1}`}
            min={1}
            max={100}
            suffix="%"
            value={Math.round(point.efficiency * 1_000) / 10}
            onChange={(value) => put(i, { efficiency: (value ?? 1) / 100 })}
          />
          <Button
            size="small"
            aria-label={t("lifecycle.story.field.curveRemove", { n: i + 1 })}
            onClick={() => set(curve.length > 2 ? curve.filter((_, at) => at !== i) : undefined)}
          >
            ×
          </Button>
        </div>
      ))}
      <Button
        size="small"
        onClick={() =>
          set(
            last
              ? [...curve, { flowM3h: last.flowM3h + 5, efficiency: last.efficiency }]
              : [
                  { flowM3h: 5, efficiency: 0.4 },
                  { flowM3h: 10, efficiency: 0.5 },
                ],
          )
        }
      >
        {t("lifecycle.story.field.curveAdd")}
      </Button>
    </fieldset>
  );
}
