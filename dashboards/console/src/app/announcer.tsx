import { type ReactNode, useEffect, useState } from "react";
import type { AlarmView } from "../../../../api/contract/index.ts";
import { pick, urgencyOf, worst } from "../laws/index.ts";
import { alarms, useAlarmBoard } from "../live/index.ts";
import { useWords } from "./i18n.ts";
import { useLang } from "./preferences.ts";

/** Alarms of one event come within this. */
const GATHER_MS = 100;

/** Tells screen readers of each new alarm, and the browser tab how many wait. */
export function Announcer(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [said, setSaid] = useState({ text: "", urgent: false });
  useEffect(() => {
    let fresh: AlarmView[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      timer = undefined;
      const first = worst(fresh);
      if (!first) return;
      const text = t("alarm.announce", {
        priority: t(`priority.${first.priority}`),
        asset: pick(first.assetName, lang),
        title: pick(first.title, lang),
      });
      setSaid({
        text: fresh.length > 1 ? `${text} ${t("alarm.announceMore", { n: fresh.length - 1 })}` : text,
        urgent: urgencyOf(first.priority) < 2,
      });
      fresh = [];
    };
    const stop = alarms.onRaised((alarm) => {
      fresh.push(alarm);
      // Nobody can listen to a hundred: the worst is said, and how many more there are.
      timer ??= setTimeout(tell, GATHER_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
      // In the language of before, rather than not at all.
      tell();
    };
  }, [t, lang]);
  const waiting = useAlarmBoard().open.filter((alarm) => alarm.state === "unacknowledged").length;
  useEffect(() => {
    document.title = waiting > 0 ? `(${waiting}) ${t("product")}` : t("product");
  }, [waiting, t]);
  return (
    <>
      <div className="only-heard" aria-live="polite">
        {said.urgent ? "" : said.text}
      </div>
      <div className="only-heard" aria-live="assertive">
        {said.urgent ? said.text : ""}
      </div>
    </>
  );
}
