import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { callForFile } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { Button } from "../button.tsx";
import { save } from "../figure/index.ts";
import { TroubleNote } from "../trouble.tsx";
import { type Making, PaperMaker } from "./paper-maker.ts";

/** A browser that is busy fetches a file a little later, ms. */
const KEPT = 60_000;

/** Makes papers of the server, one at a time; leaving the page stops what is under way. */
export function usePapers(): { making: Making; make: PaperMaker["make"]; stop: () => void } {
  const [maker] = useState(
    () =>
      new PaperMaker({
        fetch: callForFile,
        save: (paper, name) => {
          const href = URL.createObjectURL(paper);
          save(href, name);
          setTimeout(() => URL.revokeObjectURL(href), KEPT);
        },
        now: Date.now,
      }),
  );
  useEffect(() => () => maker.stop(), [maker]);
  const making = useSyncExternalStore(maker.watch, maker.state);
  return { making, make: (...asked) => maker.make(...asked), stop: () => maker.stop() };
}

/** How a paper stands: its seconds and a way to stop it, the name it was saved under, or what went wrong. */
export function PaperState({ making, stop }: { making: Making; stop: () => void }): ReactNode {
  const t = useWords();
  switch (making.is) {
    case "idle":
      return null;
    case "making":
      return <UnderWay since={making.since} stop={stop} />;
    case "done":
      return (
        <span role="status" className="faint">
          {t("reports.saved", { name: making.name })}
        </span>
      );
    case "failed":
      return <TroubleNote error={making.error} />;
    default:
      return making satisfies never;
  }
}

function UnderWay({ since, stop }: { since: number; stop: () => void }): ReactNode {
  const t = useWords();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const ticking = setInterval(() => setSeconds(Math.round((Date.now() - since) / 1_000)), 500);
    return () => clearInterval(ticking);
  }, [since]);
  return (
    <>
      <span role="status">
        {t("reports.making")} <span className="num">{seconds} s</span>
      </span>
      <Button size="small" onClick={stop}>
        {t("reports.stop")}
      </Button>
    </>
  );
}
