import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Input, Select } from "antd";
import { type ReactNode, useDeferredValue, useState } from "react";
import type { AuditRowView, AuditVerdictView, Role } from "../../../../../../api/contract/index.ts";
import { AUDIT_A_PAGE, fetchAudit, verifyAudit } from "../../../app/field-api.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { useSession } from "../../../app/session.ts";
import { useAssets } from "../../../app/site.ts";
import { colon, datesSaid, pick } from "../../../laws/index.ts";
import { Button } from "../../../parts/button.tsx";
import { Quiet, TroubleNote, useAdvice, Waiting, When } from "../../../parts/index.ts";
import { fieldEn } from "../../../texts/field.en.ts";
import { useFieldName } from "../../asset/rule-editor/use-field-name.ts";
import { ROLES } from "../accounts/accounts-api.ts";
import "./audit.css";

/** Who did what, and whether the chain of rows is whole. */
export function AuditPage(): ReactNode {
  const t = useWords();
  const session = useSession();
  if (!session) return <Waiting lines={8} />;
  return session.role === "admin" ? <Log /> : <Quiet>{t("field.audit.mayNot")}</Quiet>;
}

function Log(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const [act, setAct] = useState<string>();
  const [actor, setActor] = useState("");
  const wanted = useDeferredValue(actor.trim());
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["audit", act, wanted],
    queryFn: ({ pageParam }) =>
      fetchAudit({
        ...(act ? { act } : {}),
        ...(wanted ? { actor: wanted } : {}),
        ...(pageParam === undefined ? {} : { before: pageParam }),
      }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ rows }) => (rows.length < AUDIT_A_PAGE ? undefined : rows.at(-1)?.sequence),
  });
  const verify = useMutation({ mutationFn: verifyAudit });
  const rows = (data?.pages ?? []).flatMap((page) => page.rows);
  return (
    <section className="panel audit" aria-labelledby="audit">
      <div className="panel-head">
        <h1 id="audit">{t("field.audit.title")}</h1>
        <Link to="/settings" className="link">
          {t("field.gateway.back")}
        </Link>
        <Button loading={verify.isPending} onClick={() => verify.mutate()}>
          {t("field.audit.verify")}
        </Button>
      </div>
      <p className="soft audit-hint">{t("field.audit.hint")}</p>
      {verify.data && <Verdict verdict={verify.data} />}
      {verify.error && (
        <p className="beside-error audit-hint" role="alert">
          {advice(verify.error)}
        </p>
      )}
      <div className="audit-filters">
        <Select
          aria-label={t("field.audit.act")}
          allowClear
          placeholder={t("field.audit.allActs")}
          value={act ?? null}
          options={(data?.pages[0]?.acts ?? []).map((each) => ({
            value: each.act,
            label: pick(each.label, lang),
          }))}
          onChange={(value?: string) => setAct(value ?? undefined)}
          style={{ minWidth: 220 }}
        />
        <Input
          aria-label={t("field.audit.who")}
          placeholder={t("field.audit.who")}
          allowClear
          value={actor}
          onChange={(event) => setActor(event.target.value)}
          style={{ width: 180 }}
        />
      </div>
      {error && !data ? (
        <TroubleNote error={error} again={() => void refetch()} />
      ) : !data ? (
        <Waiting lines={8} />
      ) : rows.length === 0 ? (
        <Quiet>{t("field.audit.empty")}</Quiet>
      ) : (
        <ol className="audit-rows">
          {rows.map((row) => (
            <Row key={row.sequence} row={row} />
          ))}
        </ol>
      )}
      {hasNextPage && (
        <p className="audit-hint">
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("field.audit.older")}
          </Button>
        </p>
      )}
    </section>
  );
}

const isDetail = (name: string): name is keyof typeof fieldEn.audit.detail =>
  Object.hasOwn(fieldEn.audit.detail, name);

const isRole = (word: string): word is Role => ROLES.some((role) => role === word);

function Row({ row }: { row: AuditRowView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { by, ...details } = row.details;
  const fieldName = useFieldName();
  const nameOf = (name: string): string =>
    isDetail(name) ? t(`field.audit.detail.${name}`) : fieldName(name.replace(/^condition\./, ""));
  const assets = useAssets();
  const valueSaid = (name: string, value: string): string => {
    if (name === "role" && isRole(value)) return t(`role.${value}`);
    const asset = assets.get(value);
    return asset ? pick(asset.name, lang) : datesSaid(value, lang);
  };
  const told = Object.entries(details).filter(([, value]) => value !== null && value !== "");
  return (
    <li>
      <span className="faint num" title={row.hash}>
        #{row.sequence}
      </span>
      <span className="soft num">
        <When at={row.at} />
      </span>
      <span>
        {row.actor === "system" ? t("field.audit.bySystem") : row.actor}
        {by === "token" && <span className="faint"> {t("field.audit.byToken")}</span>}
      </span>
      <strong>{pick(row.label, lang)}</strong>
      <span className="audit-subject">
        {row.about ? <span title={row.subject}>{pick(row.about, lang)}</span> : row.subject}
        {told.length > 0 && (
          <span className="faint audit-details">
            {told
              .map(([name, value]) => `${nameOf(name)}${colon(lang)}${valueSaid(name, String(value))}`)
              .join(" · ")}
          </span>
        )}
      </span>
    </li>
  );
}

function Verdict({ verdict }: { verdict: AuditVerdictView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  if (verdict.ok)
    return (
      <p className="audit-verdict" role="status">
        {verdict.head
          ? t("field.audit.whole", {
              n: verdict.rows,
              sequence: verdict.head.sequence,
              hash: verdict.head.hash,
            })
          : t("field.audit.empty")}
      </p>
    );
  return (
    <p className="audit-verdict is-broken" role="alert">
      <strong>{t("field.audit.broken")}</strong> {pick(verdict.problem, lang)}
    </p>
  );
}
