import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { OnCallNow } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { nowQuery, useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useTimeZone } from "../../app/site.ts";
import { comma, phoneText, pick } from "../../laws/index.ts";
import { PhoneLink, Quiet, TroubleNote, Waiting } from "../../parts/index.ts";
import { dayTime } from "./times.ts";

/** Who is on duty now and who is next, with a number to ring; what should be mended above it. */
export function NowCards(): ReactNode {
  const t = useWords();
  const { data, error, refetch } = useQuery(nowQuery);
  if (error) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!data) return <Waiting />;
  if (data.rotas.length === 0) return <Quiet>{t("oncall.noRota")}</Quiet>;
  return (
    <>
      <Warnings now={data} />
      <div className="now-cards">
        {data.rotas.map((rota) => (
          <NowCard key={rota.id} rota={rota} people={data.people} />
        ))}
      </div>
    </>
  );
}

function NowCard({
  rota,
  people,
}: {
  rota: OnCallNow["rotas"][number];
  people: OnCallNow["people"];
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const person = (id: string) => people.find((one) => one.id === id);
  const names = (ids: readonly string[]) =>
    ids.length === 0
      ? t("oncall.nobody")
      : ids.map((id) => pick(person(id)?.name ?? { en: id, zh: id }, lang)).join(comma(lang));
  return (
    <section className="panel now-card">
      <h2>{pick(rota.name, lang)}</h2>
      <dl>
        <dt>{t("oncall.now")}</dt>
        <dd>
          <strong className={rota.now.people.length === 0 ? "now-gap" : ""}>{names(rota.now.people)}</strong>
          <span className="soft"> {t("oncall.until", { at: dayTime(rota.now.end, lang, timeZone) })}</span>
          {rota.now.people.map((id) => {
            const phone = person(id)?.phone;
            return phone ? (
              <PhoneLink key={id} phone={phone} className="now-phone">
                {t("oncall.call", { phone: phoneText(phone) })}
              </PhoneLink>
            ) : null;
          })}
        </dd>
        {rota.next && (
          <>
            <dt>{t("oncall.next")}</dt>
            <dd>
              {names(rota.next.people)}
              <span className="soft">
                {" "}
                {t("oncall.from", { at: dayTime(rota.next.start, lang, timeZone) })}
              </span>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

export function Warnings({ now }: { now: OnCallNow }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const nameOf = useNames();
  if (now.warnings.length === 0) return null;
  const rotaName = (id: string | undefined) => {
    const found = now.rotas.find((rota) => rota.id === id);
    return found ? pick(found.name, lang) : (id ?? "");
  };
  return (
    <section className="panel warnings" aria-labelledby="oncall-warnings">
      <div className="panel-head">
        <h2 id="oncall-warnings">{t("oncall.warnings")}</h2>
      </div>
      <ul>
        {now.warnings.map((warning) => (
          <li key={JSON.stringify(warning)}>
            {warning.is === "gap" &&
              t("oncall.warning.gap", {
                rota: rotaName(warning.rota),
                from: dayTime(warning.from ?? 0, lang, timeZone),
                to: dayTime(warning.to ?? 0, lang, timeZone),
              })}
            {warning.is === "certificate" &&
              t("oncall.warning.certificate", {
                who: nameOf(warning.person ?? ""),
                skill: warning.skill ?? "",
                until: warning.until ?? "",
              })}
            {warning.is === "unreachable" &&
              t("oncall.warning.unreachable", { who: nameOf(warning.person ?? "") })}
          </li>
        ))}
      </ul>
    </section>
  );
}
