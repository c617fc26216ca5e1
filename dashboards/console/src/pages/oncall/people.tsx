import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { StaffMember, StaffView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { staffQuery, useChannels } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayManage, useSession } from "../../app/session.ts";
import { comma, pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { TroubleNote, Waiting } from "../../parts/index.ts";
import { Groups } from "./groups.tsx";
import { StaffEditor } from "./staff-editor.tsx";

const blank: StaffMember = {
  id: "",
  name: { en: "", zh: "" },
  roles: ["technician"],
  sites: [],
  language: "zh",
  timeZone: "Asia/Shanghai",
  certificates: [],
  contacts: [],
  away: false,
};

const memberOf = ({
  phone,
  contacts,
  written: _w,
  account: _a,
  push: _p,
  ...member
}: StaffView): StaffMember => ({
  ...member,
  contacts: contacts ?? [],
  ...(phone === null ? {} : { phone }),
});

/** Everybody who can be told: roles, certificates, ways to reach; and groups. */
export function People(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const mayManage = useMayManage();
  const me = useSession()?.username;
  const { data, error } = useQuery(staffQuery);
  const [editing, setEditing] = useState<StaffMember | undefined>();
  if (error) return <TroubleNote error={error} />;
  if (!data) return <Waiting lines={6} />;
  return (
    <div className="oncall-stack">
      <section className="panel" aria-labelledby="staff">
        <div className="panel-head">
          <h2 id="staff">{t("oncall.tab.people")}</h2>
          {mayManage && <Button onClick={() => setEditing(blank)}>{t("oncall.newPerson")}</Button>}
        </div>
        <ul className="staff">
          {data.staff.map((member) => (
            <li key={member.id} className={member.away ? "is-away" : ""}>
              <span className="staff-name">
                <strong>{pick(member.name, lang)}</strong> <span className="faint">{member.id}</span>
                {member.company && <span className="soft"> · {pick(member.company, lang)}</span>}
                {member.away && <span className="soft"> · {t("oncall.away")}</span>}
                {!member.written && <span className="faint"> · {t("oncall.fromAccount")}</span>}
              </span>
              <span className="soft staff-roles">
                {member.roles.map((role) => t(`oncall.role.${role}`)).join(comma(lang))}
                {member.certificates.map((one) => (
                  <span key={one.skill + one.title} className="certificate">
                    {one.title || one.skill}
                    {one.until ? ` ${one.until}` : ""}
                  </span>
                ))}
              </span>
              <span className="soft num">
                {member.phone ?? ""}
                {member.contacts && (
                  <span className="faint">
                    {" "}
                    {member.contacts.length === 0 && member.push === 0 ? (
                      t("oncall.contactNone")
                    ) : (
                      <Ways contacts={member.contacts} />
                    )}
                    {member.push > 0 ? ` · ${t("oncall.pushCount", { n: member.push })}` : ""}
                  </span>
                )}
              </span>
              {(mayManage || member.id === me) && (
                <Button size="small" onClick={() => setEditing(memberOf(member))}>
                  {t(member.id === me && !mayManage ? "oncall.mine" : "oncall.edit")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </section>
      {mayManage && <Groups data={data} />}
      {editing && <StaffEditor start={editing} all={mayManage} close={() => setEditing(undefined)} />}
    </div>
  );
}

/** The channels by name; asked for only where a person may see how somebody is reached. */
function Ways({ contacts }: { contacts: NonNullable<StaffView["contacts"]> }): ReactNode {
  const channelOf = useChannels();
  return contacts.map(({ channel }) => channelOf(channel)).join(" → ");
}
