import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Popconfirm, Select } from "antd";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { Role } from "../../../../../../api/contract/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { useMaySteer, useSession } from "../../../app/session.ts";
import { useSites, useTimeZone } from "../../../app/site.ts";
import { comma, dateOfText, pick } from "../../../laws/index.ts";
import { Button } from "../../../parts/button.tsx";
import { TroubleNote, useAdvice } from "../../../parts/index.ts";
import { endToken, makeToken, ROLES, tokensQuery } from "./accounts-api.ts";
import "./accounts.css";

/** What programs sign in with: made with an end and a limit, shown once, ended when no longer wanted. */
export function Tokens(): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const id = useId();
  const timeZone = useTimeZone();
  const lang = useLang();
  const sites = useSites();
  const role = useSession()?.role;
  const may = useMaySteer();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({ ...tokensQuery, enabled: may });
  const [draft, setDraft] = useState({
    label: "",
    role: "viewer" as Role,
    days: 365,
    sites: [] as string[],
  });
  const onSettled = () => void queries.invalidateQueries({ queryKey: tokensQuery.queryKey });
  // Whoever keeps every site's settings sees every site.
  const limitable = draft.role !== "admin";
  const namesOf = (ids: readonly string[]) =>
    ids.map((each) => pick(sites.find((site) => site.id === each)?.name ?? { en: each, zh: each }, lang));
  const make = useMutation({
    mutationFn: () => {
      const { sites: chosen, ...rest } = draft;
      return makeToken(limitable && chosen.length > 0 ? { ...rest, sites: chosen } : rest);
    },
    onSuccess: () => setDraft({ ...draft, label: "" }),
    onSettled,
  });
  const end = useMutation({ mutationFn: endToken, onSettled });
  if (!may || !role) return null;
  const several = sites.length > 1 || data?.tokens.some((token) => token.sites !== undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  const failed = make.error ?? end.error;
  return (
    <section className="panel settings-wide" aria-labelledby="tokens">
      <div className="panel-head">
        <h2 id="tokens">{t("security.tokens.title")}</h2>
      </div>
      <p className="soft settings-hint">{t("security.tokens.hint")}</p>
      {error && !data && <TroubleNote error={error} again={() => void refetch()} />}
      {data && data.tokens.length > 0 && (
        <table className="rows accounts">
          <thead>
            <tr>
              <th scope="col">{t("security.tokens.label")}</th>
              <th scope="col">{t("settings.role")}</th>
              {several && <th scope="col">{t("security.accounts.sites")}</th>}
              <th scope="col">{t("security.tokens.until")}</th>
              <th scope="col">
                <span className="only-heard">{t("security.tokens.end")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.tokens.map((token) => (
              <tr key={token.id}>
                <td>
                  {token.label} <span className="faint">{token.username}</span>
                </td>
                <td>{t(`role.${token.role}`)}</td>
                {several && (
                  <td className="soft">
                    {token.sites
                      ? namesOf(token.sites).join(comma(lang)) || "—"
                      : t("security.accounts.everySite")}
                  </td>
                )}
                <td className="num soft">
                  {token.endsAt === null ? "—" : dateOfText(token.endsAt, lang, timeZone)}
                </td>
                <td>
                  <Popconfirm
                    title={t("security.tokens.endAsk", { label: token.label })}
                    okText={t("security.tokens.end")}
                    cancelText={t("security.cancel")}
                    onConfirm={() => end.mutate(token.id)}
                  >
                    <Button size="small" aria-label={`${t("security.tokens.end")}: ${token.label}`}>
                      {t("security.tokens.end")}
                    </Button>
                  </Popconfirm>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {make.data && (
        <div className="account-notice" role="status">
          <p>{t("security.tokens.once", { label: make.data.label })}</p>
          <code className="security-key">{make.data.token}</code>
        </div>
      )}
      <form className="token-form" onSubmit={submit} noValidate>
        <div className="field">
          <label htmlFor={`${id}-label`}>{t("security.tokens.label")}</label>
          <input
            id={`${id}-label`}
            value={draft.label}
            placeholder="Grafana"
            onChange={(event) => setDraft({ ...draft, label: event.target.value })}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-role`}>{t("settings.role")}</label>
          <Select
            id={`${id}-role`}
            value={draft.role}
            onChange={(chosen) => setDraft({ ...draft, role: chosen })}
            options={ROLES.slice(0, ROLES.indexOf(role) + 1).map((each) => ({
              value: each,
              label: t(`role.${each}`),
            }))}
          />
        </div>
        {sites.length > 1 && (
          <div className="field">
            <label htmlFor={`${id}-sites`}>{t("security.accounts.sites")}</label>
            <Select
              id={`${id}-sites`}
              mode="multiple"
              value={limitable ? draft.sites : []}
              disabled={!limitable}
              placeholder={t("security.accounts.everySite")}
              onChange={(chosen) => setDraft({ ...draft, sites: chosen })}
              options={sites.map((site) => ({ value: site.id, label: pick(site.name, lang) }))}
              optionFilterProp="label"
            />
          </div>
        )}
        <div className="field">
          <label htmlFor={`${id}-days`}>{t("security.tokens.days")}</label>
          <Select
            id={`${id}-days`}
            value={draft.days}
            onChange={(days) => setDraft({ ...draft, days })}
            options={[30, 90, 365, 730].map((days) => ({ value: days, label: String(days) }))}
          />
        </div>
        <Button htmlType="submit" loading={make.isPending} disabled={draft.label.trim() === ""}>
          {t("security.tokens.make")}
        </Button>
        {failed && (
          <p className="beside-error" role="alert">
            {advice(failed)}
          </p>
        )}
      </form>
    </section>
  );
}
