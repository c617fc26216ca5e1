import type { ReactNode } from "react";
import { useWords } from "../app/i18n.ts";
import { stopwatch } from "../laws/index.ts";
import { useTicking } from "../live/index.ts";

/** How long is left until a moment, to the second; how late it is once it has passed. */
export function DueIn({ at }: { at: number }): ReactNode {
  const t = useWords();
  const late = useTicking((now) => now > at);
  const length = useTicking((now) => stopwatch(Math.abs(at - now)));
  return (
    <span className={late ? "due-in is-late" : "due-in"}>
      {late ? t("emergency.late", { age: length }) : t("emergency.left", { age: length })}
    </span>
  );
}
