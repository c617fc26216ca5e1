import { Checkbox, Modal, Segmented, Select } from "antd";
import { type ReactNode, useId, useState } from "react";
import { actOn } from "../app/api.ts";
import { useWords } from "../app/i18n.ts";
import { useLang } from "../app/preferences.ts";
import { useTimeZone } from "../app/site.ts";
import { type Bilingual, clockText, colon, pick, stampText } from "../laws/index.ts";
import { alarms as board, useTicking } from "../live/index.ts";
import { useAct } from "./act.tsx";
import { tell } from "./notices.tsx";
import { useAdvice } from "./trouble.tsx";
import "./desk-forms.css";

const LENGTHS = [30, 60, 120, 240, 480, 1_440] as const;
const MINUTE = 60_000;

export interface Shelvable {
  readonly id: string;
  readonly title: Bilingual;
  readonly lifeSafety: boolean;
}

/** Asks how long and why, and says in words what will then not happen. */
export function ShelveForm({
  assetName,
  alarms,
  close,
}: {
  /** Missing where the alarms are of several assets: then all of them are shelved together. */
  assetName?: Bilingual | undefined;
  /** Of one asset the first that may be shelved is chosen. */
  alarms: readonly Shelvable[];
  close: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const advice = useAdvice();
  const reasonId = useId();
  const { mutate, isPending, error } = useAct();
  const lengthText = (n: number): string =>
    n < 60 ? t("desk.inMinutes", { n }) : t("desk.inHours", { n: n / 60 });
  const shelvable = alarms.filter((alarm) => !alarm.lifeSafety);
  const [id, setId] = useState(shelvable[0]?.id);
  const [minutes, setMinutes] = useState<number>(120);
  const [oneShot, setOneShot] = useState(false);
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  // To the minute, so that the sentence does not change under the eye.
  const until = useTicking((now) => Math.ceil((now + minutes * MINUTE) / MINUTE) * MINUTE);
  const one = shelvable.find((alarm) => alarm.id === id);
  const chosen = assetName ? (one ? [one] : []) : shelvable;
  const said = chosen[0] && {
    n: chosen.length,
    asset: assetName ? pick(assetName, lang) : "",
    title: pick(chosen[0].title, lang),
    age: lengthText(minutes),
    at: minutes < 720 ? clockText(until, lang, timeZone, false) : stampText(until, lang, timeZone),
  };
  const run = () => {
    setAsked(true);
    if (reason.trim() === "") return;
    const ids = chosen.map((alarm) => alarm.id);
    mutate(
      { ids, act: { path: "shelve", body: { minutes, oneShot, reason } } },
      {
        onSuccess: () => {
          close();
          tell(t("notice.shelved", { what: what(), at: said?.at ?? "" }), async () => {
            for (const each of ids) board.take([await actOn(each, { path: "unshelve", body: {} })]);
          });
        },
      },
    );
  };
  const what = (): string =>
    assetName && said ? `${said.asset}${colon(lang)}${said.title}` : t("notice.alarms", { n: chosen.length });
  const says = assetName
    ? oneShot
      ? "desk.shelveSaysOneShot"
      : "desk.shelveSays"
    : oneShot
      ? "desk.shelveAllSaysOneShot"
      : "desk.shelveAllSays";
  return (
    <Modal
      open
      onCancel={close}
      title={t("desk.shelveTitle")}
      okText={t("desk.shelveDo")}
      cancelText={t("desk.cancel")}
      okButtonProps={{ disabled: chosen.length === 0 }}
      confirmLoading={isPending}
      onOk={run}
    >
      {said ? (
        <div className="desk-form">
          {assetName && alarms.length > 1 && (
            <Select
              aria-label={t("desk.shelveWhich")}
              value={id ?? null}
              onChange={(value: string | null) => setId(value ?? undefined)}
              options={shelvable.map((alarm) => ({ value: alarm.id, label: pick(alarm.title, lang) }))}
            />
          )}
          <Segmented
            block
            className="shelve-lengths"
            aria-label={t("desk.shelveFor")}
            value={minutes}
            onChange={setMinutes}
            options={LENGTHS.map((value) => ({
              value,
              label: lengthText(value),
            }))}
          />
          <Checkbox checked={oneShot} onChange={(event) => setOneShot(event.target.checked)}>
            {t("desk.shelveOneShot")}
          </Checkbox>
          <label htmlFor={reasonId}>{t("desk.shelveReason")}</label>
          <input
            id={reasonId}
            className="filter-text"
            maxLength={2_000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          {asked && reason.trim() === "" && (
            <span className="beside-error" role="alert">
              {t("desk.needReason")}
            </span>
          )}
          <p className="desk-says">{t(says, said)}</p>
          {!assetName && chosen.length < alarms.length && (
            <p className="desk-says">{t("desk.shelveNot", { n: alarms.length - chosen.length })}</p>
          )}
          {error && (
            <span className="beside-error" role="alert">
              {advice(error)}
            </span>
          )}
        </div>
      ) : (
        <p>{t("desk.noShelf")}</p>
      )}
    </Modal>
  );
}
