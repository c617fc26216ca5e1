import { lazy, type ReactNode, Suspense, useState } from "react";
import type { AlarmView } from "../../../../api/contract/index.ts";
import { actOn } from "../app/api.ts";
import { useWords } from "../app/i18n.ts";
import { kitted } from "../app/kitted.tsx";
import { useLang } from "../app/preferences.ts";
import { type Bilingual, colon, pick } from "../laws/index.ts";
import { alarms as board, serverNow } from "../live/index.ts";
import { ActButton } from "./act.tsx";
import { Button, type ButtonProps } from "./button.tsx";
import { tell } from "./notices.tsx";
import type { Shelvable } from "./shelve-form.tsx";

/** Dialogs come with the first click: nothing on the first screen waits for them. */
const ShelveForm = lazy(kitted(() => import("./shelve-form.tsx"), "ShelveForm"));

/** "Shelve…" beside an alarm or an asset. */
export function ShelveButton({
  assetName,
  alarms,
  may,
}: {
  assetName?: Bilingual | undefined;
  alarms: readonly Shelvable[];
  may: boolean;
}): ReactNode {
  const t = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button whyNot={may ? undefined : t("desk.mayNotShelve")} onClick={() => setOpen(true)}>
        {t("desk.shelve")}
      </Button>
      {open && (
        <Suspense>
          <ShelveForm assetName={assetName} alarms={alarms} close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** "Take off the shelf", and back on for the time that was left. */
export function UnshelveButton({
  alarm,
  may,
  comment = "",
  ...look
}: {
  alarm: AlarmView;
  may: boolean;
  comment?: string;
} & Pick<ButtonProps, "size">): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { id, shelf } = alarm;
  const done = () =>
    tell(
      t("notice.unshelved", {
        what: `${pick(alarm.assetName, lang)}${colon(lang)}${pick(alarm.title, lang)}`,
      }),
      shelf
        ? async () => {
            const { reason, oneShot } = shelf;
            const minutes = Math.max(1, (shelf.until - serverNow()) / 60_000);
            board.take([await actOn(id, { path: "shelve", body: { minutes, oneShot, reason } })]);
          }
        : undefined,
    );
  return (
    <ActButton
      {...look}
      alarm={alarm}
      act={{ path: "unshelve", body: { comment } }}
      may={may}
      mayNot={t("desk.mayNotShelve")}
      onDone={done}
    >
      {t("desk.unshelve")}
    </ActButton>
  );
}
