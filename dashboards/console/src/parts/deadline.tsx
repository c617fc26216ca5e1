import type { ReactNode } from "react";
import type { AlarmView } from "../../../../api/contract/index.ts";
import { useWords } from "../app/i18n.ts";
import { useLang } from "../app/preferences.ts";
import { age, dueAt } from "../laws/index.ts";
import { useTicking } from "../live/index.ts";

/** How much of the response time is left; what is overdue says so in bold. */
export function Deadline({ alarm }: { alarm: AlarmView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const late = useTicking((now) => now > dueAt(alarm));
  const length = useTicking((now) => age(Math.abs(dueAt(alarm) - now), lang));
  return (
    <span className={late ? "deadline is-late" : "deadline"}>
      {late ? t("alarm.overdue", { age: length }) : t("alarm.left", { age: length })}
    </span>
  );
}
