import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";
import { Button } from "../../parts/button.tsx";
import { Bilingual, type Both } from "./bilingual.tsx";

/** Lines in both languages, one under the other: a checklist, whom a roll-call counts, assembly points. */
export function LinesEditor({
  label,
  lines,
  may,
  set,
}: {
  label: string;
  lines: readonly Both[];
  may: boolean;
  set: (lines: Both[]) => void;
}): ReactNode {
  const t = useWords();
  return (
    <div className="plan-lines">
      {lines
        .map((line, i) => ({ line, i, key: `${label}-${i}` }))
        .map(({ line, i, key }) => (
          <div key={key} className="plan-line">
            <Bilingual
              label={`${label} ${i + 1}`}
              value={line}
              set={(next) => set(lines.map((one, at) => (at === i ? next : one)))}
            />
            {may && (
              <Button size="small" onClick={() => set(lines.filter((_, at) => at !== i))}>
                {t("emergency.removeStep")}
              </Button>
            )}
          </div>
        ))}
      {may && (
        <span className="plan-add">
          <Button size="small" onClick={() => set([...lines, { en: "", zh: "" }])}>
            {t("emergency.addTo", { what: label })}
          </Button>
        </span>
      )}
    </div>
  );
}
