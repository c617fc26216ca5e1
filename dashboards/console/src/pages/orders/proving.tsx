import type { ReactNode } from "react";
import type { OrderView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useTimeZone } from "../../app/site.ts";
import { clockText } from "../../laws/index.ts";
import { Icon } from "../../parts/index.ts";

/** How far the plant itself has come in proving the repair; without coverage only how it is proven. */
export function Proving({ proof }: { proof: OrderView["proof"] }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const at = (moment: number) => clockText(moment, lang, timeZone);
  return (
    <p className="order-note" role="status">
      <Icon name={proof?.is === "blind" ? "link" : "clock"} size={16} />
      <span>
        {proof === null
          ? t("work.proving")
          : proof.is === "counting"
            ? t("work.provingSince", { since: at(proof.since), until: at(proof.until) })
            : t(proof.is === "ringing" ? "work.provingRings" : "work.provingBlind")}
      </span>
    </p>
  );
}
