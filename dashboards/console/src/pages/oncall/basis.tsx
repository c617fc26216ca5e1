import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ClockBasisView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";

/** Who says how long a contractor has; a contract with its way there. */
export function Basis({ of }: { of: ClockBasisView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  if (of.is !== "contract") return t(`oncall.basis.${of.is}`);
  return (
    <Link to="/maintenance" search={{ tab: "contracts" }} className="link">
      {t("oncall.basis.contract", { title: pick(of.title, lang) })}
    </Link>
  );
}
