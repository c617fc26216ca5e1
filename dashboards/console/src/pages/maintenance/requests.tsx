import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Popconfirm, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { RequestView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets } from "../../app/site.ts";
import { eraseRequest, replyTo, requestsQuery } from "../../app/work-api.ts";
import { assetOptions, pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { AssetLink, Quiet, TroubleNote, useAdvice, Waiting } from "../../parts/index.ts";
import { RequestCourse, RequestFacts } from "../../parts/request.tsx";

/** What residents told, joined to live condition and order; and the codes they scan. */
export function Inbox({ manager }: { manager: boolean }): ReactNode {
  const t = useWords();
  const { data, error, refetch } = useQuery(requestsQuery);
  if (error && !data) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!data) return <Waiting lines={6} />;
  return (
    <div className="mnt-scroll">
      <Codes />
      {data.requests.length === 0 ? (
        <Quiet>{t("mnt.noRequest")}</Quiet>
      ) : (
        <div className="papers">
          {data.requests.map((request) => (
            <Request key={request.id} request={request} manager={manager} />
          ))}
        </div>
      )}
    </div>
  );
}

function Request({ request, manager }: { request: RequestView; manager: boolean }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const queries = useQueryClient();
  const [words, setWords] = useState("");
  const settle = {
    onSuccess: () => {
      setWords("");
      void queries.invalidateQueries({ queryKey: requestsQuery.queryKey });
    },
  };
  const reply = useMutation({
    mutationFn: (dismiss: boolean) => replyTo(request.id, { words, dismiss }),
    ...settle,
  });
  const erase = useMutation({ mutationFn: () => eraseRequest(request.id), ...settle });
  const error = reply.error ?? erase.error;
  return (
    <section className="paper">
      <div className="paper-head">
        <h2>
          <AssetLink id={request.asset} placed /> · {pick(request.what, lang)}
        </h2>
        <span className="order-state">{t(`mnt.request.${request.state}`)}</span>
      </div>
      <RequestFacts request={request} />
      <RequestCourse request={request} />
      {request.state !== "confirmed" && request.state !== "dismissed" && (
        <span className="missed-reason">
          <input
            className="filter-text"
            aria-label={t("mnt.replyTo")}
            placeholder={t("mnt.replyTo")}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <Button
            loading={reply.isPending}
            disabled={words.trim() === ""}
            onClick={() => reply.mutate(false)}
          >
            {t("mnt.reply")}
          </Button>
          <Button loading={reply.isPending} disabled={words.trim() === ""} onClick={() => reply.mutate(true)}>
            {t("mnt.dismiss")}
          </Button>
        </span>
      )}
      {manager && !request.erased && (request.phone !== null || request.photos.length > 0) && (
        <Popconfirm
          title={t("mnt.eraseSure")}
          okText={t("mnt.erase")}
          cancelText={t("emergency.keep")}
          onConfirm={() => erase.mutate()}
        >
          <Button size="small" danger className="paper-edit" loading={erase.isPending}>
            {t("mnt.erase")}
          </Button>
        </Popconfirm>
      )}
      {error && (
        <span className="beside-error" role="alert">
          {advice(error)}
        </span>
      )}
    </section>
  );
}

/** The code to print and stick beside one piece of equipment. */
function Codes(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const assets = useAssets();
  const [asset, setAsset] = useState<string>();
  return (
    <div className="mnt-bar">
      <Select
        className="codes"
        aria-label={t("mnt.codeOf")}
        placeholder={t("mnt.codeOf")}
        showSearch={{ optionFilterProp: "label" }}
        value={asset}
        onChange={setAsset}
        options={assetOptions(assets.values(), lang)}
      />
      {asset && (
        <a href={`/q/${encodeURIComponent(asset)}`} target="_blank" rel="noreferrer">
          <img
            className="code"
            alt={t("mnt.printCode")}
            src={`/api/maintenance/codes/${encodeURIComponent(asset)}?base=${encodeURIComponent(window.location.origin)}`}
          />
        </a>
      )}
    </div>
  );
}
