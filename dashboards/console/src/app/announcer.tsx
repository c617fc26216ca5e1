import { type ReactNode, useEffect, useState } from "react";
import { pick, urgencyOf } from "../laws/index.ts";
import { alarms, useAlarmBoard } from "../live/index.ts";
import { useWords } from "./i18n.ts";
import { useLang } from "./preferences.ts";

/** Tells screen readers of each new alarm, and the browser tab how many wait. */
export function Announcer(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [said, setSaid] = useState({ text: "", urgent: false });
  useEffect(
    () =>
      alarms.onRaised((alarm) => {
        setSaid({
          text: t("alarm.announce", {
            priority: t(`priority.${alarm.priority}`),
            asset: pick(alarm.assetName, lang),
            title: pick(alarm.title, lang),
          }),
          urgent: urgencyOf(alarm.priority) < 2,
        });
      }),
    [t, lang],
  );
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
