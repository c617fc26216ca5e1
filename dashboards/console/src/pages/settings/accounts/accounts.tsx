import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { PersonView } from "../../../../../../api/contract/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { useSession } from "../../../app/session.ts";
import { useSites } from "../../../app/site.ts";
import { comma, pick } from "../../../laws/index.ts";
import { Button } from "../../../parts/button.tsx";
import { TroubleNote, Waiting, When } from "../../../parts/index.ts";
import { AccountEditor } from "./account-editor.tsx";
import { accountsQuery } from "./accounts-api.ts";
import "./accounts.css";

/** Who may sign in, as what, and where: added, changed and closed by an administrator. */
export function Accounts(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const sites = useSites();
  const me = useSession();
  const admin = me?.role === "admin";
  const { data, error, refetch } = useQuery({ ...accountsQuery, enabled: admin });
  const [editing, setEditing] = useState<PersonView | "new">();
  const [notice, setNotice] = useState<string>();
  if (!admin) return null;
  const siteName = (id: string) => {
    const site = sites.find((each) => each.id === id);
    return site ? pick(site.name, lang) : id;
  };
  return (
    <section className="panel settings-wide" aria-labelledby="accounts">
      <div className="panel-head">
        <h2 id="accounts">{t("security.accounts.title")}</h2>
        <Button size="small" onClick={() => setEditing("new")}>
          {t("security.accounts.add")}
        </Button>
      </div>
      {notice && (
        <p className="account-notice" role="status">
          {notice}
        </p>
      )}
      {error && !data ? (
        <TroubleNote error={error} again={() => void refetch()} />
      ) : !data ? (
        <Waiting />
      ) : (
        <table className="rows accounts">
          <thead>
            <tr>
              <th scope="col">{t("security.who")}</th>
              <th scope="col">{t("settings.role")}</th>
              <th scope="col">{t("security.accounts.sites")}</th>
              <th scope="col">
                <span className="only-heard">{t("security.accounts.change")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {[...data.people].sort(openFirst).map((person) => (
              <tr key={person.username} className={person.closedAt === undefined ? undefined : "is-closed"}>
                <td>
                  {person.name} <span className="faint">{person.username}</span>
                </td>
                <td>{t(`role.${person.role}`)}</td>
                <td>
                  {person.closedAt === undefined ? (
                    (person.sites?.map(siteName).join(comma(lang)) ?? t("security.accounts.everySite"))
                  ) : (
                    <span>
                      {t("security.accounts.closedSince")} <When at={person.closedAt} />
                    </span>
                  )}
                </td>
                <td>
                  <Button
                    size="small"
                    aria-label={`${t("security.accounts.change")}: ${person.name}`}
                    onClick={() => setEditing(person)}
                  >
                    {t("security.accounts.change")}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {editing && (
        <AccountEditor
          person={editing === "new" ? undefined : editing}
          own={editing !== "new" && editing.username === me.username}
          close={(said) => {
            setEditing(undefined);
            setNotice(said);
          }}
        />
      )}
    </section>
  );
}

/** Those who have left stand at the foot. */
const openFirst = (a: PersonView, b: PersonView): number =>
  Number(a.closedAt !== undefined) - Number(b.closedAt !== undefined);
