import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useWords } from "./i18n.ts";

export function NoSuchPage(): ReactNode {
  const t = useWords();
  return (
    <main className="lone">
      <h1>{t("trouble.missingPage")}</h1>
      <Link to="/" className="link">
        {t("trouble.toEstate")}
      </Link>
    </main>
  );
}

/** The last net: a bug in a page shows its text instead of a white screen. */
export function Crashed({ error }: { error: unknown }): ReactNode {
  const t = useWords();
  return (
    <main className="lone" role="alert">
      <h1>{t("trouble.crashed")}</h1>
      <Button type="primary" onClick={() => window.location.reload()}>
        {t("trouble.reload")}
      </Button>
      <pre>{error instanceof Error ? error.message : String(error)}</pre>
    </main>
  );
}
