import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Drawer, Popconfirm, Select } from "antd";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { PersonView, Role } from "../../../../../../api/contract/index.ts";
import { Trouble } from "../../../app/api.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { useSites } from "../../../app/site.ts";
import { comma, pick } from "../../../laws/index.ts";
import { Button } from "../../../parts/button.tsx";
import { useAdvice, usePhone } from "../../../parts/index.ts";
import {
  accountsQuery,
  addAccount,
  changeAccount,
  LEAST_PASSWORD,
  ROLES,
  setPassword,
} from "./accounts-api.ts";

interface Draft {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  /** Nothing: every site. */
  readonly sites: readonly string[] | undefined;
  readonly password: string;
}

/** One person's account; a new one where `person` is left out. `close` is told what there is to say afterwards. */
export function AccountEditor({
  person,
  own,
  close,
}: {
  person: PersonView | undefined;
  own: boolean;
  close: (said?: string) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const phone = usePhone();
  const id = useId();
  const sites = useSites();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>({
    username: person?.username ?? "",
    name: person?.name ?? "",
    role: person?.role ?? "technician",
    sites: person?.sites,
    password: "",
  });
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const limited = draft.role === "admin" ? undefined : draft.sites;
  const save = useMutation({
    mutationFn: async () => {
      const { username, name, role, password } = draft;
      const of = limited ? { sites: [...limited] } : {};
      if (!person) return await addAccount({ username, name, role, password, ...of });
      await changeAccount(username, { name, role, sites: limited ? [...limited] : null });
      if (password) await setPassword(username, password);
      return undefined;
    },
    onSuccess: () => close(t("security.accounts.saved", { who: draft.name })),
    onSettled: () => void queries.invalidateQueries({ queryKey: accountsQuery.queryKey }),
  });
  const shut = useMutation({
    mutationFn: (closed: boolean) => changeAccount(draft.username, { closed }),
    onSuccess: ({ stillOn }) =>
      close(
        stillOn.length > 0
          ? t("security.accounts.stillOn", {
              who: draft.name,
              rotas: stillOn.map((name) => pick(name, lang)).join(comma(lang)),
            })
          : t("security.accounts.saved", { who: draft.name }),
      ),
    onSettled: () => void queries.invalidateQueries({ queryKey: accountsQuery.queryKey }),
  });
  const error = save.error ?? shut.error;
  const said = error instanceof Trouble ? error.errors : [];
  const [missing, setMissing] = useState<readonly { path: string; message: string }[]>([]);
  const wrong = missing.length > 0 ? missing : said;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const short = draft.password.length < LEAST_PASSWORD && (!person || draft.password !== "");
    const found = [
      ...(draft.username.trim() ? [] : [{ path: "username", message: t("security.accounts.needUsername") }]),
      ...(draft.name.trim() ? [] : [{ path: "name", message: t("security.accounts.needName") }]),
      ...(limited?.length === 0 ? [{ path: "sites", message: t("security.accounts.needSite") }] : []),
      ...(short ? [{ path: "password", message: t("settings.tooShort") }] : []),
    ];
    setMissing(found);
    if (found.length === 0) save.mutate();
  };
  const beside = ["username", "name", "password"];
  const messageOf = (name: string) => wrong.find(({ path }) => path === name)?.message;
  const elsewhere = wrong.filter(({ path }) => !beside.includes(path));
  const field = (name: "username" | "name" | "password", hint: string) => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{t(`security.accounts.${name}`)}</label>
      <input
        id={`${id}-${name}`}
        type={name === "password" ? "password" : "text"}
        autoComplete={name === "password" ? "new-password" : "off"}
        value={draft[name]}
        disabled={name === "username" && person !== undefined}
        aria-invalid={wrong.some(({ path }) => path === name)}
        aria-describedby={`${id}-${name}-note`}
        onChange={(event) => change({ [name]: event.target.value })}
      />
      <span id={`${id}-${name}-note`} className="faint">
        {hint}
      </span>
      {messageOf(name) && (
        <span className="beside-error" role="alert">
          {messageOf(name)}
        </span>
      )}
    </div>
  );
  const closed = person?.closedAt !== undefined;
  return (
    <Drawer
      open
      onClose={() => close()}
      size={phone ? "100%" : 480}
      title={person ? person.name : t("security.accounts.add")}
    >
      <form className="account-form" onSubmit={submit} noValidate>
        {field("username", t("security.accounts.usernameHint"))}
        {field("name", "")}
        <div className="field">
          <label htmlFor={`${id}-role`}>{t("settings.role")}</label>
          <Select
            id={`${id}-role`}
            value={draft.role}
            onChange={(role) => change({ role })}
            options={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
          />
          <span className="faint">{t(`security.accounts.may.${draft.role}`)}</span>
        </div>
        {draft.role !== "admin" && (
          <fieldset className="account-sites">
            <legend>{t("security.accounts.sites")}</legend>
            <label>
              <input
                type="checkbox"
                className="pick"
                checked={draft.sites === undefined}
                onChange={(event) => change({ sites: event.target.checked ? undefined : [] })}
              />
              {t("security.accounts.everySite")}
            </label>
            {draft.sites &&
              sites.map((site) => (
                <label key={site.id}>
                  <input
                    type="checkbox"
                    className="pick"
                    checked={draft.sites?.includes(site.id) ?? false}
                    onChange={({ target }) =>
                      change({
                        sites: target.checked
                          ? [...(draft.sites ?? []), site.id]
                          : draft.sites?.filter((each) => each !== site.id),
                      })
                    }
                  />
                  {pick(site.name, lang)}
                </label>
              ))}
          </fieldset>
        )}
        {field("password", t(person ? "security.accounts.passwordStays" : "security.accounts.passwordHint"))}
        {((error && wrong.length === 0) || elsewhere.length > 0) && (
          <p className="beside-error" role="alert">
            {wrong.length === 0 && advice(error)}
            {elsewhere.map(({ path, message }) => (
              <span key={path} className="field-error">
                {message}
              </span>
            ))}
          </p>
        )}
        <div className="settings-buttons">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t("security.accounts.save")}
          </Button>
          <Button onClick={() => close()}>{t("security.cancel")}</Button>
          {person && !own && closed && (
            <Button onClick={() => shut.mutate(false)}>{t("security.accounts.reopen")}</Button>
          )}
          {person && !own && !closed && (
            <Popconfirm
              title={t("security.accounts.closeAsk", { who: person.name })}
              description={t("security.accounts.closeSays")}
              okText={t("security.accounts.close")}
              cancelText={t("security.cancel")}
              onConfirm={() => shut.mutate(true)}
            >
              <Button danger>{t("security.accounts.close")}</Button>
            </Popconfirm>
          )}
        </div>
      </form>
    </Drawer>
  );
}
