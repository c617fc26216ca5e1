import { Button } from "antd";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useWords } from "../app/i18n.ts";
import type { Bilingual } from "../laws/index.ts";
import { useService } from "./act.tsx";
import { useAdvice } from "./trouble.tsx";

const TakeOutForm = lazy(() =>
  import("./take-out-form.tsx").then((module) => ({ default: module.TakeOutForm })),
);

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
      <Button disabled={!may} title={may ? undefined : t("desk.mayNotShelve")} onClick={() => setOpen(true)}>
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
  const advice = useAdvice();
  const { mutate, isPending, error } = useService();
  return (
    <span className="acknowledge">
      <Button
        disabled={!may}
        title={may ? undefined : t("desk.mayNotShelve")}
        loading={isPending}
        onClick={() => mutate({ asset, out: false })}
      >
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
