import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";
import { wallQuery } from "../../app/oncall-api.ts";
import { Quiet, When } from "../../parts/index.ts";

/** The demo's phones: what was really sent, as it would be read. */
export function Wall(): ReactNode {
  const t = useWords();
  const { data } = useQuery(wallQuery);
  return (
    <section className="panel" aria-labelledby="wall">
      <div className="panel-head">
        <h2 id="wall">{t("oncall.tab.wall")}</h2>
        <span className="soft">{t("oncall.wallHint")}</span>
      </div>
      {!data || data.messages.length === 0 ? (
        <Quiet>{t("oncall.wallEmpty")}</Quiet>
      ) : (
        <ul className="wall">
          {data.messages.map((message) => (
            <li key={message.id} className="bubble">
              <span className="bubble-head soft">
                {message.channel === "sms" ? t("oncall.channelKind.webhook") : t("oncall.channelKind.wecom")}
                {" · "}
                {t("oncall.wallTo", { who: message.to })} · <When at={message.at} />
              </span>
              <span className="bubble-text">{message.text}</span>
              {message.link !== "" && (
                <a className="link" href={message.link} target="_blank" rel="noreferrer">
                  {t("oncall.wallLink")}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
