import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Drawer } from "antd";
import type { ReactNode } from "react";
import type { PlanLineView, PlanView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { datesSaid, pick } from "../../laws/index.ts";
import { TroubleNote, usePhone, Waiting } from "../../parts/index.ts";
import { storyQuery } from "./api.ts";
import { EvidenceTable } from "./evidence.tsx";
import { percentText, useMoney } from "./words.ts";

/** Why this line stands where it stands: the sentence, the figures, and the data behind the condition. */
export function Why({
  line,
  plan,
  close,
}: {
  line: PlanLineView;
  plan: PlanView;
  close: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const money = useMoney();
  const phone = usePhone();
  const { data: story, error } = useQuery(storyQuery(line.asset));
  const source = plan.sources.find(({ id }) => id === line.source);
  const facts: [string, ReactNode][] = [
    [t("lifecycle.cost"), money(line.year === null ? line.priceCny : line.costCny)],
    [t("lifecycle.best"), line.bestYear ?? t("lifecycle.never")],
    [t("lifecycle.waiting"), money(line.waitingCny)],
    [t("lifecycle.chance"), percentText(line.chance)],
    [t("lifecycle.boughtDown"), money(line.boughtDownCny)],
  ];
  return (
    <Drawer
      open
      onClose={close}
      size={phone ? "100%" : 560}
      title={t("lifecycle.whyOf", { name: pick(line.name, lang) })}
    >
      <div className="lc-whybody">
        <p className="lc-says">{datesSaid(pick(line.says, lang), lang)}</p>
        <dl className="lc-facts">
          {facts.map(([word, value]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd className="num">{value}</dd>
            </div>
          ))}
        </dl>
        {source && <p className="faint">{pick(source.name, lang)}</p>}
        <h3>{t("lifecycle.evidence")}</h3>
        {error && <TroubleNote error={error} />}
        {!story && !error && <Waiting />}
        {story?.forecast && <EvidenceTable condition={story.forecast.condition} />}
        <p>
          <Link to="/lifecycle/assets/$id" params={{ id: line.asset }} className="link">
            {t("lifecycle.openStory")}
          </Link>
        </p>
      </div>
    </Drawer>
  );
}
