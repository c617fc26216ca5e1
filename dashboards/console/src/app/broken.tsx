import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Button } from "../parts/button.tsx";
import { useAdvice } from "../parts/index.ts";
import { Trouble } from "./api.ts";
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

/** The last net: a bug in a page shows its text instead of a white screen; a server out of reach is no bug. */
export function Crashed({ error }: { error: unknown }): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  return (
    <main className="lone" role="alert">
      <h1>{error instanceof Trouble ? advice(error) : t("trouble.crashed")}</h1>
      <Button type="primary" onClick={() => window.location.reload()}>
        {t("trouble.reload")}
      </Button>
      {!(error instanceof Trouble) && <pre>{error instanceof Error ? error.message : String(error)}</pre>}
    </main>
  );
}
