import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { StorageView } from "../../../../../../api/contract/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { useMayManage } from "../../../app/session.ts";
import { useTimeZone } from "../../../app/site.ts";
import { bytesText, dayText, numberText } from "../../../laws/index.ts";
import { Button } from "../../../parts/button.tsx";
import { TroubleNote, Waiting } from "../../../parts/index.ts";
import { RetentionForm } from "./retention-form.tsx";
import { storageQuery } from "./storage-api.ts";
import "./storage.css";

/** What is stored of the past, for how long, and how much room is left. */
export function Storage(): ReactNode {
  const t = useWords();
  const { data, error, refetch } = useQuery(storageQuery);
  if (data === null) return null;
  return (
    <section className="panel settings-wide" aria-labelledby="storage">
      <div className="panel-head">
        <h2 id="storage">{t("storage.title")}</h2>
      </div>
      {error && !data ? (
        <TroubleNote error={error} again={() => void refetch()} />
      ) : !data ? (
        <Waiting />
      ) : (
        <Stored view={data} />
      )}
    </section>
  );
}

function Stored({ view }: { view: StorageView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const mayManage = useMayManage();
  const [changing, setChanging] = useState(false);
  const { disk, hot, tiers, retention, upkeep } = view;
  const used = tiers.reduce((sum, { bytes }) => sum + bytes, hot.bytes);
  return (
    <>
      <Disk free={disk.freeBytes} total={disk.totalBytes} ours={used} />
      {upkeep.trouble !== null && (
        <p className="storage-note beside-error" role="alert">
          {t("storage.upkeep", { why: upkeep.trouble.split("\n")[0]?.replace(/\.$/, "") ?? "" })}
        </p>
      )}
      <table className="rows stored">
        <thead>
          <tr>
            <th scope="col">{t("storage.tier")}</th>
            <th scope="col" className="num">
              {t("storage.rows")}
            </th>
            <th scope="col" className="num">
              {t("storage.size")}
            </th>
            <th scope="col">{t("storage.oldest")}</th>
            <th scope="col" className="num">
              {t("storage.keep")}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>{t("storage.hot")}</td>
            <td className="num">{numberText(hot.readings, 0, lang)}</td>
            <td className="num">{bytesText(hot.bytes, lang)}</td>
            <td />
            <td />
          </tr>
          {tiers.map((tier) => (
            <tr key={tier.tier}>
              <td>{t(`storage.tiers.${tier.tier}`)}</td>
              <td className="num">{numberText(tier.readings, 0, lang)}</td>
              <td className="num">{bytesText(tier.bytes, lang)}</td>
              <td className={tier.oldest === null ? "faint" : ""}>
                {tier.oldest === null ? t("storage.none") : dayText(tier.oldest, lang, timeZone)}
              </td>
              <td className="num">
                {retention[tier.tier] === null
                  ? t("storage.forEver")
                  : numberText(retention[tier.tier] ?? 0, 0, lang)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft settings-hint storage-hint">{t("storage.explain")}</p>
      <div className="settings-foot">
        {changing ? (
          <RetentionForm retention={retention} done={() => setChanging(false)} />
        ) : (
          <Button whyNot={mayManage ? undefined : t("storage.mayNot")} onClick={() => setChanging(true)}>
            {t("storage.change")}
          </Button>
        )}
      </div>
    </>
  );
}

/** The disk as a bar: ours, others', free. */
function Disk({ free, total, ours }: { free: number; total: number; ours: number }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const share = (bytes: number) => `${total > 0 ? Math.min(100, (bytes / total) * 100) : 0}%`;
  return (
    <div className="disk">
      <span className="disk-bar" aria-hidden="true">
        <span className="disk-ours" style={{ width: share(ours) }} />
        <span className="disk-others" style={{ width: share(Math.max(0, total - free - ours)) }} />
      </span>
      <span className="soft num">
        {t("storage.disk", { free: bytesText(free, lang), total: bytesText(total, lang) })}
      </span>
    </div>
  );
}
