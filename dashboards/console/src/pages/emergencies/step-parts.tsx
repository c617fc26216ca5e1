import type { ReactNode } from "react";
import type { StepView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets } from "../../app/site.ts";
import { comma, pick } from "../../laws/index.ts";
import { useTicking } from "../../live/index.ts";
import { PhoneLink } from "../../parts/index.ts";

/** How much of the time is gone, as a ring; full and red when it is late. */
export function Ring({ step }: { step: StepView }): ReactNode {
  const { since, due } = step;
  const share = useTicking((now) =>
    due === null ? 0 : Math.min(1, Math.max(0, Math.round((100 * (now - since)) / (due - since)) / 100)),
  );
  return (
    <svg viewBox="0 0 36 36" className="ring" aria-hidden="true">
      <circle cx="18" cy="18" r="15" className="ring-back" />
      {due !== null && (
        <circle cx="18" cy="18" r="15" className="ring-gone" pathLength={1} strokeDasharray={`${share} 1`} />
      )}
    </svg>
  );
}

/** Whose it is, who that is now with a number to ring, and who has taken it. */
export function Whose({ step }: { step: StepView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const nameOf = useNames();
  const { duty, takenBy, waitingFor } = step;
  return (
    <span className="step-whose">
      {(duty ? [duty] : step.whom).map(({ title, roles, people }) => (
        <span key={title.en} className="step-whose">
          <strong>{pick(title, lang)}</strong>
          {people.length === 0 && roles.map((role) => t(`emergency.role.${role}`)).join(comma(lang))}
          {people.map(({ id, name, phone }) => (
            <span key={id}>
              {pick(name, lang)} {phone && <PhoneLink phone={phone} />}
            </span>
          ))}
        </span>
      ))}
      {takenBy ? (
        <span className="step-taken">{t("emergency.takenBy", { who: nameOf(takenBy) })}</span>
      ) : (
        waitingFor &&
        waitingFor !== "person" && <span className="faint">{t(`emergency.waitingFor.${waitingFor}`)}</span>
      )}
    </span>
  );
}

/** What the plant has shown, by name, and what it has not. */
export function Seen({ step }: { step: StepView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const assets = useAssets();
  if (step.met.length + step.missing.length === 0) return null;
  const name = (id: string) => {
    const asset = assets.get(id);
    return asset ? pick(asset.name, lang) : id;
  };
  return (
    <ul className="seen">
      {step.missing.map((id) => (
        <li key={id} className="is-missing">
          <span aria-hidden="true">✕</span> {name(id)} <span className="faint">{t("emergency.missing")}</span>
        </li>
      ))}
      {step.met.map((id) => (
        <li key={id} className="is-met">
          <span aria-hidden="true">✓</span> {name(id)} <span className="faint">{t("emergency.met")}</span>
        </li>
      ))}
    </ul>
  );
}
