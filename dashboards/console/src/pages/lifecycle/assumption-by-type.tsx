import { InputNumber, Select } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";
import { Button } from "../../parts/button.tsx";
import type { ListProps } from "./assumption-lists.tsx";
import { useMoney } from "./words.ts";

/** A figure for each type: what one mobilisation costs, how often one usually fails. */
export function ByType({
  of,
  word,
  draft,
  set,
  may,
  types,
  step,
  least,
}: ListProps & {
  of: "mobilisationCny" | "usualFailures";
  word: string;
  step: number;
  least: number;
}): ReactNode {
  const t = useWords();
  const money = useMoney();
  const labelOf = (type: string) => types.get(type) ?? type;
  const figures = draft[of];
  const free = [...types.keys()].filter((type) => figures[type] === undefined);
  return (
    <>
      <ul className="lc-list lc-columns">
        {Object.entries(figures).map(([type, figure]) => (
          <li key={type} className="lc-bytype">
            <span>{labelOf(type)}</span>{" "}
            {may ? (
              <InputNumber
                size="small"
                aria-label={`${word}: ${labelOf(type)}`}
                min={least}
                step={step}
                value={figure}
                onChange={(value) => set({ ...draft, [of]: { ...figures, [type]: value ?? least } })}
              />
            ) : (
              <span className="num soft">{of === "mobilisationCny" ? money(figure) : figure}</span>
            )}
            {may && (
              <Button
                size="small"
                type="text"
                aria-label={t("lifecycle.assumptions.removeOne", { what: `${word}: ${labelOf(type)}` })}
                onClick={() =>
                  set({
                    ...draft,
                    [of]: Object.fromEntries(Object.entries(figures).filter(([id]) => id !== type)),
                  })
                }
              >
                ×
              </Button>
            )}
          </li>
        ))}
      </ul>
      {may && free.length > 0 && (
        <Select
          className="lc-select"
          aria-label={`${word}: ${t("lifecycle.assumptions.addType")}`}
          placeholder={t("lifecycle.assumptions.addType")}
          value={null}
          onChange={(type: string | null) =>
            type !== null && set({ ...draft, [of]: { ...figures, [type]: Math.max(least, step) } })
          }
          options={free.map((type) => ({ value: type, label: labelOf(type) }))}
        />
      )}
    </>
  );
}
