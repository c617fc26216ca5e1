import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { AssetStoryView } from "../../../../../api/contract/index.ts";
import { call } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMaySteer } from "../../app/session.ts";
import { useTimeZone } from "../../app/site.ts";
import { dateOfText, instantText, pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Quiet, TroubleNote } from "../../parts/index.ts";
import { storyPath, storyQuery } from "./api.ts";
import { orderText, useMoney } from "./words.ts";

/** So many lines at first. */
const LINES = 40;

/** Everything that happened to it, newest first. */
export function Timeline({ story }: { story: AssetStoryView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const money = useMoney();
  const may = useMaySteer();
  const queries = useQueryClient();
  const [most, setMost] = useState(LINES);
  const takeBack = useMutation({
    mutationFn: (evidence: string) =>
      call<AssetStoryView>("DELETE", `${storyPath(story.asset)}/evidence/${encodeURIComponent(evidence)}`),
    onSuccess: (next) => queries.setQueryData(storyQuery(story.asset).queryKey, next),
  });
  return (
    <section className="panel" aria-labelledby="lc-timeline">
      <div className="panel-head">
        <h2 id="lc-timeline">{t("lifecycle.story.timeline")}</h2>
        <span className="faint num">{story.timeline.length}</span>
      </div>
      {takeBack.error && <TroubleNote error={takeBack.error} />}
      {story.timeline.length === 0 ? (
        <Quiet>{t("lifecycle.story.nothing")}</Quiet>
      ) : (
        <ol className="lc-timeline">
          {story.timeline.slice(0, most).map((each) => (
            <li key={`${each.at}-${each.kind}-${each.evidence}-${each.title.en}`}>
              <time
                className="num"
                dateTime={new Date(each.at).toISOString()}
                title={instantText(each.at, lang, timeZone)}
              >
                {dateOfText(each.at, lang, timeZone)}
              </time>
              <span className={`lc-kind kind-${each.kind}`}>{t(`lifecycle.story.kind.${each.kind}`)}</span>
              <span className="lc-what">
                {pick(each.title, lang)}
                {each.order !== null && (
                  <>
                    {" "}
                    <Link to="/orders/$id" params={{ id: each.order }} className="link">
                      {orderText(each.order, t("lifecycle.story.order"))}
                    </Link>
                  </>
                )}
              </span>
              <span className="num soft">{each.cny !== null && each.cny > 0 ? money(each.cny) : ""}</span>
              {each.evidence !== null && may && (
                <Button
                  size="small"
                  loading={takeBack.isPending}
                  onClick={() => each.evidence !== null && takeBack.mutate(each.evidence)}
                >
                  {t("lifecycle.story.takeBack")}
                </Button>
              )}
            </li>
          ))}
        </ol>
      )}
      {story.timeline.length > most && (
        <div className="lc-more">
          <Button onClick={() => setMost(most + 200)}>{`+ ${story.timeline.length - most}`}</Button>
        </div>
      )}
    </section>
  );
}
