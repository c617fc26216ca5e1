import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { Button } from "../parts/button.tsx";
import { Quiet, useAdvice } from "../parts/index.ts";
import { Trouble } from "./api.ts";
import { useWords } from "./i18n.ts";
import { isUnfetched } from "./unfetched.ts";

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
export function Crashed({ error, within = false }: { error: unknown; within?: boolean }): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const Box = within ? "div" : "main";
  return (
    <Box className="lone" role="alert">
      <h1>{error instanceof Trouble ? advice(error) : t("trouble.crashed")}</h1>
      <Button type="primary" onClick={() => window.location.reload()}>
        {t("trouble.reload")}
      </Button>
      {!(error instanceof Trouble) && <pre>{error instanceof Error ? error.message : String(error)}</pre>}
    </Box>
  );
}

const LOOK_MS = 3_000;
/** A page that does not come after one new start will not come after a second. */
const AGAIN_MS = 60_000;
const STARTED = "watchkeeper-started-anew";

/** Starts the console anew at this page once the server answers; not again and again. */
function useReturn(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return;
    const look = async () => {
      const answered = await fetch("/api/session", { cache: "no-store" }).then(
        ({ status }) => status < 500,
        () => false,
      );
      if (!answered || Date.now() - Number(sessionStorage.getItem(STARTED)) < AGAIN_MS) return;
      sessionStorage.setItem(STARTED, String(Date.now()));
      window.location.reload();
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => clearInterval(timer);
  }, [wanted]);
}

/** A page that has failed, within the frame: alarms, calls and the way to other pages stay. */
export function Broken({ error }: { error: unknown }): ReactNode {
  const t = useWords();
  const away = isUnfetched(error);
  useReturn(away);
  if (!away) return <Crashed error={error} within />;
  return (
    <Quiet>
      {t("trouble.unfetched")}{" "}
      <Button size="small" onClick={() => window.location.reload()}>
        {t("trouble.reload")}
      </Button>
    </Quiet>
  );
}
