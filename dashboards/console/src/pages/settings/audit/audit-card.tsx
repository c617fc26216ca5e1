import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../../../app/i18n.ts";
import { useSession } from "../../../app/session.ts";

/** The way to the audit log, for those who may read it. */
export function AuditCard(): ReactNode {
  const t = useWords();
  if (useSession()?.role !== "admin") return null;
  return (
    <section className="panel" aria-labelledby="audit-card">
      <div className="panel-head">
        <h2 id="audit-card">{t("field.audit.title")}</h2>
      </div>
      <p className="soft settings-hint">{t("field.audit.hint")}</p>
      <p className="site-card-foot">
        <Link to="/settings/audit" className="link">
          {t("field.audit.open")}
        </Link>
      </p>
    </section>
  );
}
