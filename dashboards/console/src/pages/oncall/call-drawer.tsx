import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Drawer } from "antd";
import type { ReactNode } from "react";
import type { CallDetail } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { callQuery, useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { colon, comma, pick } from "../../laws/index.ts";
import { TroubleNote, usePhone, Waiting, When } from "../../parts/index.ts";
import { DeliveryTable } from "./delivery-table.tsx";
import { CallCard } from "./pager.tsx";

const lineWords = [
  "opened",
  "told",
  "answered",
  "hushed",
  "closed",
  "fell-open",
  "uncertified",
  "calls-again",
  "plan",
  "order",
] as const;

const answers = ["acknowledge", "take", "on-my-way", "arrived", "escalate", "comment"] as const;

/** One call from its opening to its end: the card, its story, every message. */
export function CallDrawer({ id, close }: { id: string; close: () => void }): ReactNode {
  const lang = useLang();
  const phone = usePhone();
  const { data, error } = useQuery(callQuery(id));
  return (
    <Drawer open onClose={close} size={phone ? "100%" : 640} title={data ? pick(data.title, lang) : ""}>
      {error && <TroubleNote error={error} />}
      {!data && !error && <Waiting lines={6} />}
      {data && (
        <>
          <CallCard call={data} />
          <Story call={data} />
          <DeliveryTable deliveries={data.deliveries} />
        </>
      )}
    </Drawer>
  );
}

function Story({ call }: { call: CallDetail }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const nameOf = useNames();
  /** "page tech.lift desk.1" in words. */
  const toldWords = (detail: string) => {
    const [kind = "", ...people] = detail.split(" ");
    const known = [
      "page",
      "more",
      "reminder",
      "escalated",
      "unanswered",
      "contractor",
      "contractor-late",
      "over",
    ] as const;
    const word = known.find((one) => one === kind);
    return `${word ? t(`oncall.kind.${word}`) : kind}${colon(lang)}${people.map(nameOf).join(comma(lang))}`;
  };
  /** "on-my-way: five minutes" in words. */
  const answerWords = (detail: string) => {
    const [kind = "", ...rest] = detail.split(": ");
    const word = answers.find((one) => one === kind);
    return [word ? t(`oncall.answer.${word}`) : kind, rest.join(": ")]
      .filter((part) => part !== "")
      .join(": ");
  };
  return (
    <ol className="story">
      {call.lines.map((line) => {
        const word = lineWords.find((one) => one === line.what);
        return (
          <li key={`${line.at}-${line.what}-${line.detail}`}>
            <span className="soft">
              <When at={line.at} />
            </span>
            <span>
              {word ? t(`oncall.line.${word}`) : line.what}
              {line.who ? ` · ${nameOf(line.who)}` : ""}
              {line.what === "told" ? ` · ${toldWords(line.detail)}` : ""}
              {line.what === "plan" && (
                <>
                  {" · "}
                  <Link to="/emergencies/$id" params={{ id: line.detail }} className="link">
                    {t("oncall.open")}
                  </Link>
                </>
              )}
              {line.what === "order" && (
                <>
                  {" · "}
                  <Link to="/orders/$id" params={{ id: line.detail }} search={{}} className="link">
                    {line.detail}
                  </Link>
                </>
              )}
              {line.what === "answered" ? ` · ${answerWords(line.detail)}` : ""}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
