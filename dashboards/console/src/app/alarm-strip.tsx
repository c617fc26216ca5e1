import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import type { AlarmView } from "../../../../api/contract/index.ts";
import { isTakeable, pick, priorities } from "../laws/index.ts";
import { useAlarmBoard } from "../live/index.ts";
import { AcknowledgeButton, Shape, Since } from "../parts/index.ts";
import { useWords } from "./i18n.ts";
import { useLang } from "./preferences.ts";
import { useSiteName } from "./site.ts";

const raisedAt = (alarm: AlarmView): number => alarm.raisedAt ?? alarm.changedAt;

/** What is over but unseen still waits for somebody; behind what is true now. */
const isOver = (alarm: AlarmView): boolean => alarm.state !== "unacknowledged";

/** Always in sight: how many of each priority, and the newest that nobody has acknowledged. */
export function AlarmStrip(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { open, known } = useAlarmBoard();
  const counts = useMemo(
    () =>
      priorities.map((priority) => {
        const of = open.filter((alarm) => alarm.priority === priority);
        return { priority, n: of.length, unseen: of.some((alarm) => alarm.state === "unacknowledged") };
      }),
    [open],
  );
  const unseen = useMemo(
    () =>
      open
        .filter(isTakeable)
        .sort(
          (a, b) =>
            Number(isOver(a)) - Number(isOver(b)) || raisedAt(b) - raisedAt(a) || b.sequence - a.sequence,
        ),
    [open],
  );

  // While the pointer or the focus is on the strip it holds its alarm: a newer one must not slip in
  // under the hand and be acknowledged unread.
  const [heldId, setHeldId] = useState<string>();
  const held = unseen.find((alarm) => alarm.id === heldId);
  const shown = held ?? unseen[0];
  const site = useSiteName(shown?.asset ?? "");
  const newer = shown ? unseen.indexOf(shown) : 0;
  const hold = () => setHeldId((id) => id ?? unseen[0]?.id);
  const release = () => setHeldId(undefined);

  return (
    <section className={`strip${unseen.length > 0 ? " is-ringing" : ""}`} aria-label={t("alarm.strip")}>
      <ul className="strip-counts">
        {counts.map(({ priority, n, unseen: ringing }) => (
          <li key={priority}>
            <Link
              to="/alarms"
              search={{ priority }}
              className={`strip-count mark-${priority}${n === 0 ? " is-none" : ""}`}
            >
              <Shape
                priority={priority}
                state={n === 0 ? "normal" : ringing ? "unacknowledged" : "acknowledged"}
              />
              <span className="strip-word">{t(`priority.${priority}`)}</span>
              <span className="strip-n">{n}</span>
            </Link>
          </li>
        ))}
      </ul>
      {shown ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: holds what is read; what acts inside are a link and a button
        <div
          className="strip-newest"
          onPointerEnter={hold}
          onPointerLeave={release}
          onFocus={hold}
          onBlur={release}
        >
          <Link
            to="."
            search={(before) => ({ ...before, alarm: shown.id })}
            className={`strip-alarm mark-${shown.priority}`}
          >
            <Shape priority={shown.priority} state={shown.state} />
            <span className="strip-asset">
              {site && `${pick(site, lang)} · `}
              {pick(shown.places[0]?.name ?? shown.assetName, lang)}
              {shown.places.length > 0 && ` · ${pick(shown.assetName, lang)}`}
            </span>
            <strong>{pick(shown.title, lang)}</strong>
            <span className="strip-age">
              <Since at={raisedAt(shown)} />
            </span>
          </Link>
          {newer > 0 && <span className="strip-newer">{t("alarm.newer", { n: newer })}</span>}
          <AcknowledgeButton key={shown.id} alarm={shown} size="small" />
        </div>
      ) : (
        <span className="strip-quiet">
          {known ? t(open.length > 0 ? "alarm.noneUnacknowledged" : "alarm.noneOpen") : t("trouble.loading")}
        </span>
      )}
    </section>
  );
}
