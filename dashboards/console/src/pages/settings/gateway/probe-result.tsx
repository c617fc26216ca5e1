import type { ReactNode } from "react";
import type { Discovered, ProbeView } from "../../../../../../api/contract/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { joined, numberText, pick, valueText } from "../../../laws/index.ts";
import { Button } from "../../../parts/button.tsx";

/** What one poll said: every point with its value, and what cannot be true. */
export function Probed({ probe }: { probe: ProbeView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  if (!probe.ok)
    return (
      <div className="probe is-bad" role="alert">
        <strong>{t("field.probe.silent")}</strong>
        <span>{pick(probe.problem, lang)}</span>
      </div>
    );
  return (
    <div className="probe" role="status">
      <strong>
        {t("field.probe.answered", { n: numberText(probe.latencyMs, 0, lang), points: probe.points.length })}
      </strong>
      <span className="soft">{t("field.probe.look")}</span>
      {probe.problems.map((what) => (
        <span key={what} className="beside-error">
          {t("field.probe.unanswered", { what })}
        </span>
      ))}
      <table className="rows probe-points">
        <thead>
          <tr>
            <th scope="col">{t("field.probe.point")}</th>
            <th scope="col" className="num probe-value">
              {t("field.probe.value")}
            </th>
            <th scope="col">{t("field.probe.register")}</th>
          </tr>
        </thead>
        <tbody>
          {probe.points.map(({ name, type, value, plausible, register }) => (
            <tr key={name}>
              <td>
                {pick(type.label, lang)}
                {!plausible && (
                  <span className="beside-error probe-wrong">{t("field.probe.implausible")}</span>
                )}
              </td>
              <td className="num probe-value">
                {value === null ? (
                  <span className="faint">{t("field.probe.none")}</span>
                ) : (
                  joined(valueText(value, type, lang))
                )}
              </td>
              <td className="num faint">{register}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type One = Extract<Discovered, { ok: true }>["found"][number];

/** Which devices said what they are; one click takes unit and register map over. */
export function Found({ answer, use }: { answer: Discovered; use: (one: One) => void }): ReactNode {
  const t = useWords();
  const lang = useLang();
  if (!answer.ok)
    return (
      <div className="probe is-bad" role="alert">
        <span>{pick(answer.problem, lang)}</span>
      </div>
    );
  if (answer.found.length === 0)
    return (
      <p className="soft" role="status">
        {t("field.form.noneFound")}
      </p>
    );
  return (
    <ul className="probe" role="status">
      {answer.found.map((one) => (
        <li key={one.unit} className="found">
          <span>
            {t("field.form.found", {
              maker: one.maker,
              model: one.model,
              serial: one.serial || "—",
              unit: one.unit,
            })}
            {one.profile === null && (
              <span className="faint"> {t("field.form.noProfile", { models: one.models.join(", ") })}</span>
            )}
          </span>
          <Button size="small" disabled={one.profile === null} onClick={() => use(one)}>
            {t("field.form.use")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
