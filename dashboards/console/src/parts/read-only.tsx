import type { ReactNode } from "react";
import { useWords } from "../app/i18n.ts";

/** Above fields that this person may read and not change: whose they are to change. Nothing where they may. */
export function ReadOnly({
  may,
  needs,
}: {
  may: boolean;
  needs: "technician" | "engineer" | "manager";
}): ReactNode {
  const t = useWords();
  return may ? null : (
    <p className="soft read-only" role="note">
      {t("needs.toChange", { role: t(`needs.${needs}`) })}
    </p>
  );
}
