import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Popconfirm } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../../../app/i18n.ts";
import { useSession } from "../../../app/session.ts";
import { Button } from "../../../parts/button.tsx";
import { TroubleNote, useAdvice, Waiting, When } from "../../../parts/index.ts";
import { endOtherSessions, endSession, enrolledQuery, resetFactor, sessionsQuery } from "./security-api.ts";
import "../accounts/accounts.css";
import "./security.css";

/** Where one is signed in; an administrator sees and ends everybody's, and helps who has lost the telephone. */
export function OpenSessions(): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const me = useSession();
  const admin = me?.role === "admin";
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(sessionsQuery);
  const enrolled = useQuery({ ...enrolledQuery, enabled: admin }).data?.usernames ?? [];
  const act = useMutation({
    mutationFn: (what: () => Promise<void>) => what(),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      void queries.invalidateQueries({ queryKey: enrolledQuery.queryKey });
    },
  });
  const others = data?.sessions.some(({ current, username }) => !current && username === me?.username);
  return (
    <section className="panel settings-wide" aria-labelledby="open-sessions">
      <div className="panel-head">
        <h2 id="open-sessions">{t("security.sessions")}</h2>
        {others && (
          <Button size="small" onClick={() => act.mutate(endOtherSessions)}>
            {t("security.endOthers")}
          </Button>
        )}
      </div>
      {act.error && (
        <p className="beside-error storage-note" role="alert">
          {advice(act.error)}
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
              {admin && <th scope="col">{t("security.who")}</th>}
              <th scope="col">{t("security.device")}</th>
              <th scope="col">{t("security.lastUse")}</th>
              <th scope="col">{t("security.opened")}</th>
              <th scope="col">
                <span className="only-heard">{t("security.end")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.sessions.map((session) => (
              <tr key={session.id}>
                {admin && <td>{session.name}</td>}
                <td>
                  {session.device || t("security.unknown")} <span className="faint">{session.address}</span>
                  {session.current && <strong> {t("security.here")}</strong>}
                </td>
                <td className="num soft" data-name={t("security.lastUse")}>
                  <When at={session.usedAt} />
                </td>
                <td className="num soft" data-name={t("security.opened")}>
                  <When at={session.openedAt} />
                </td>
                <td>
                  {!session.current && (
                    <Button size="small" onClick={() => act.mutate(() => endSession(session.id))}>
                      {t("security.end")}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {enrolled.length > 0 && (
        <ul className="security-people">
          {enrolled.map((username) => (
            <li key={username}>
              <span>
                {username} <span className="faint">{t("security.hasFactor")}</span>
              </span>
              <Popconfirm
                title={t("security.resetAsk")}
                description={t("security.resetSays")}
                okText={t("security.reset")}
                cancelText={t("security.cancel")}
                onConfirm={() => act.mutate(() => resetFactor(username))}
              >
                <Button size="small">{t("security.reset")}</Button>
              </Popconfirm>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
