import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../app/i18n.ts";
import { nowQuery } from "../app/oncall-api.ts";
import { useLang } from "../app/preferences.ts";
import { useTimeZone } from "../app/site.ts";
import { clockText, comma, dayClockText, type Lang, pick } from "../laws/index.ts";
import { PhoneLink } from "./phone-link.tsx";
import "./on-duty.css";

const DAY = 86_400_000;

/** "16:00"; with the day where it is more than a day away. */
const changeAt = (at: number, now: number, lang: Lang, timeZone: string): string =>
  at - now < DAY ? clockText(at, lang, timeZone, false) : dayClockText(at, lang, timeZone);

/** Who is on duty now and who comes next, in a line for each rota of the site; with a number to ring. */
export function OnDuty({ site }: { site: string | undefined }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const { data } = useQuery(nowQuery);
  const rotas = data?.rotas.filter((rota) => site === undefined || rota.site === site) ?? [];
  // Keeps its place until it is known: nothing below it jumps.
  if (!data) return <div className="on-duty" />;
  if (rotas.length === 0) return null;
  const person = (id: string) => data.people.find((one) => one.id === id);
  const names = (ids: readonly string[]) =>
    ids.length === 0
      ? t("oncall.nobody")
      : ids.map((id) => pick(person(id)?.name ?? { en: id, zh: id }, lang)).join(comma(lang));
  return (
    <ul className="on-duty" aria-label={t("oncall.onDuty")}>
      {rotas.map((rota) => (
        <li key={rota.id}>
          <Link to="/oncall" search={{ tab: "rota" }} className="on-duty-rota">
            {pick(rota.name, lang)}
          </Link>{" "}
          <strong className={rota.now.people.length === 0 ? "on-duty-gap" : ""}>
            {names(rota.now.people)}
          </strong>
          {rota.now.people.map((id) => {
            const phone = person(id)?.phone;
            return phone ? <PhoneLink key={id} phone={phone} className="on-duty-phone" /> : null;
          })}
          {rota.next && (
            <span className="faint">
              {" "}
              {t("oncall.thenAt", {
                at: changeAt(rota.next.start, data.at, lang, timeZone),
                who: names(rota.next.people),
              })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
