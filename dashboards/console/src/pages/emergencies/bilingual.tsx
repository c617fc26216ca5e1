import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";

export type Both = { en: string; zh: string };

/** One text in both languages, side by side. */
export function Bilingual({
  label,
  value,
  set,
  long = false,
}: {
  label: string;
  value: Both;
  set: (value: Both) => void;
  long?: boolean;
}): ReactNode {
  const t = useWords();
  return (
    <div className="both">
      <span className="both-label">{label}</span>
      {(["zh", "en"] as const).map((lang) =>
        long ? (
          <textarea
            key={lang}
            className="text-area"
            rows={2}
            lang={lang}
            aria-label={`${label}, ${t(lang === "zh" ? "emergency.chinese" : "emergency.english")}`}
            value={value[lang]}
            onChange={(event) => set({ ...value, [lang]: event.target.value })}
          />
        ) : (
          <input
            key={lang}
            className="filter-text"
            lang={lang}
            aria-label={`${label}, ${t(lang === "zh" ? "emergency.chinese" : "emergency.english")}`}
            value={value[lang]}
            onChange={(event) => set({ ...value, [lang]: event.target.value })}
          />
        ),
      )}
    </div>
  );
}
