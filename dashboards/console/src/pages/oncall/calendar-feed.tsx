import { useMutation } from "@tanstack/react-query";
import { Input } from "antd";
import { type ReactNode, useState } from "react";
import { useWords } from "../../app/i18n.ts";
import { makeFeed } from "../../app/oncall-api.ts";
import { Button } from "../../parts/button.tsx";
import { useAdvice } from "../../parts/index.ts";

/** A private address of my shifts, for the calendar on a phone. */
export function CalendarFeed(): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const [copied, setCopied] = useState(false);
  const make = useMutation({ mutationFn: makeFeed });
  const address = make.data ? `${window.location.origin}${make.data.path}` : "";
  return (
    <section className="panel" aria-labelledby="feed">
      <div className="panel-head">
        <h2 id="feed">{t("oncall.calendar")}</h2>
        <span className="soft">{t("oncall.calendarHint")}</span>
      </div>
      <div className="oncall-form">
        {address !== "" && <Input readOnly value={address} aria-label={t("oncall.calendar")} />}
        <div className="oncall-bar">
          <Button loading={make.isPending} onClick={() => make.mutate()}>
            {t("oncall.calendarMake")}
          </Button>
          {address !== "" && (
            <Button onClick={() => void navigator.clipboard.writeText(address).then(() => setCopied(true))}>
              {t(copied ? "oncall.calendarCopied" : "oncall.calendarCopy")}
            </Button>
          )}
        </div>
        {make.error && (
          <span className="beside-error" role="alert">
            {advice(make.error)}
          </span>
        )}
      </div>
    </section>
  );
}
