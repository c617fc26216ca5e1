import { Button } from "antd";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useWords } from "../app/i18n.ts";
import type { Bilingual } from "../laws/index.ts";
import type { Shelvable } from "./shelve-form.tsx";

/** Dialogs come with the first click: nothing on the first screen waits for them. */
const ShelveForm = lazy(() => import("./shelve-form.tsx").then((module) => ({ default: module.ShelveForm })));

/** "Shelve…" beside an alarm or an asset. */
export function ShelveButton({
  assetName,
  alarms,
  may,
}: {
  assetName: Bilingual;
  alarms: readonly Shelvable[];
  may: boolean;
}): ReactNode {
  const t = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button disabled={!may} title={may ? undefined : t("desk.mayNotShelve")} onClick={() => setOpen(true)}>
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
