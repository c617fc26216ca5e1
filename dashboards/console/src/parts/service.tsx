import { lazy, type ReactNode, Suspense, useState } from "react";
import { useWords } from "../app/i18n.ts";
import { kitted } from "../app/kitted.tsx";
import { useLang } from "../app/preferences.ts";
import { useAssets } from "../app/site.ts";
import { type Bilingual, pick } from "../laws/index.ts";
import { alarms } from "../live/index.ts";
import { setService, useService } from "./act.tsx";
import { Button } from "./button.tsx";
import { tell } from "./notices.tsx";
import { useAdvice } from "./trouble.tsx";

const TakeOutForm = lazy(kitted(() => import("./take-out-form.tsx"), "TakeOutForm"));

/** "Out of service…" beside an asset. */
export function TakeOutButton({
  may,
  ...about
}: {
  asset: string;
  assetName: Bilingual;
  rules: readonly { readonly lifeSafety: boolean }[];
  may: boolean;
}): ReactNode {
  const t = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button whyNot={may ? undefined : t("desk.mayNotShelve")} onClick={() => setOpen(true)}>
        {t("desk.takeOut")}
      </Button>
      {open && (
        <Suspense>
          <TakeOutForm {...about} close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

export function PutBackButton({ asset, may }: { asset: string; may: boolean }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const name = useAssets().get(asset)?.name;
  const { mutate, isPending, error } = useService();
  const put = () => {
    // Why it was out, for the way back.
    const work = alarms.board().hidden.find((alarm) => alarm.asset === asset)?.work;
    const { reason, order } = work ?? {};
    mutate(
      { asset, out: false },
      {
        onSuccess: () =>
          tell(
            t("notice.putBack", { asset: name ? pick(name, lang) : asset }),
            reason ? () => setService(asset, { out: true, reason, ...(order ? { order } : {}) }) : undefined,
          ),
      },
    );
  };
  return (
    <span className="acknowledge">
      <Button whyNot={may ? undefined : t("desk.mayNotShelve")} loading={isPending} onClick={put}>
        {t("desk.putBack")}
      </Button>
      {error && (
        <span className="beside-error" role="alert">
          {advice(error)}
        </span>
      )}
    </span>
  );
}
