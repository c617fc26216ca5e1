import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Chain, Route } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { putRoutes, routingQuery } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayManage } from "../../app/session.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { TroubleNote, useAdvice, Waiting } from "../../parts/index.ts";
import { ChainEditor } from "./chain-editor.tsx";
import { ChainLine } from "./chain-line.tsx";
import { DryRun } from "./dry-run.tsx";
import { RouteEditor } from "./route-editor.tsx";

/** Which alarm goes along which chain; and a dry run that shows it for any alarm. */
export function Routing(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const mayManage = useMayManage();
  const queries = useQueryClient();
  const { data, error } = useQuery(routingQuery);
  const [chain, setChain] = useState<Chain | "new" | undefined>();
  const [route, setRoute] = useState<Route | "new" | undefined>();
  const order = useMutation({
    mutationFn: (routes: readonly Route[]) => putRoutes(routes),
    onSuccess: (now) => queries.setQueryData(routingQuery.queryKey, now),
  });
  if (error) return <TroubleNote error={error} />;
  if (!data) return <Waiting lines={6} />;
  const move = (i: number, by: number) => {
    const next = [...data.routes];
    const [taken] = next.splice(i, 1);
    if (taken) next.splice(i + by, 0, taken);
    order.mutate(next);
  };
  const matchWords = ({ match }: Route): string => {
    const parts = [
      ...match.systems.flatMap((system) =>
        (["lift", "fire", "water", "power", "network"] as const)
          .filter((one) => one === system)
          .map((one) => t(`system.${one}`)),
      ),
      ...match.priorities.map((priority) => t(`priority.${priority}`)),
      ...(match.lifeSafety === true ? [t("oncall.matchLife")] : []),
      ...match.places,
      ...match.tags.map((tag) => t("oncall.askedTags", { tags: tag })),
      ...match.assets,
      ...match.types,
      ...match.rules,
    ];
    return parts.length > 0 ? parts.join(" · ") : t("oncall.matchAny");
  };
  const chainName = (id: string) => {
    const found = data.chains.find((one) => one.id === id);
    return found ? pick(found.name, lang) : id;
  };
  return (
    <div className="oncall-stack">
      <DryRun />
      <section className="panel" aria-labelledby="routes">
        <div className="panel-head">
          <h2 id="routes">{t("oncall.routes")}</h2>
          <span className="soft">{t("oncall.routesHint")}</span>
          {mayManage && <Button onClick={() => setRoute("new")}>{t("oncall.routeNew")}</Button>}
        </div>
        <ol className="oncall-list is-numbered">
          {data.routes.map((one, i) => (
            <li key={one.id}>
              <span>
                <strong>{pick(one.name, lang)}</strong> <span className="soft">{matchWords(one)}</span>
                <span className="soft"> → {chainName(one.chain)}</span>
              </span>
              {mayManage && (
                <span className="oncall-bar">
                  <Button size="small" disabled={i === 0} onClick={() => move(i, -1)}>
                    {t("oncall.up")}
                  </Button>
                  <Button size="small" disabled={i === data.routes.length - 1} onClick={() => move(i, 1)}>
                    {t("oncall.down")}
                  </Button>
                  <Button size="small" onClick={() => setRoute(one)}>
                    {t("oncall.edit")}
                  </Button>
                </span>
              )}
            </li>
          ))}
        </ol>
        {order.error && (
          <p className="beside-error" role="alert">
            {advice(order.error)}
          </p>
        )}
      </section>
      <section className="panel" aria-labelledby="chains">
        <div className="panel-head">
          <h2 id="chains">{t("oncall.chains")}</h2>
          <span className="soft">{t("oncall.chainsHint")}</span>
          {mayManage && <Button onClick={() => setChain("new")}>{t("oncall.chainNew")}</Button>}
        </div>
        <ul className="oncall-list">
          {data.chains.map((one) => (
            <li key={one.id}>
              <span>
                <strong>{pick(one.name, lang)}</strong>
                <ChainLine steps={one.steps} />
              </span>
              {mayManage && (
                <Button size="small" onClick={() => setChain(one)}>
                  {t("oncall.edit")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </section>
      {chain !== undefined && (
        <ChainEditor
          start={chain === "new" ? undefined : chain}
          all={data.chains}
          close={() => setChain(undefined)}
        />
      )}
      {route !== undefined && (
        <RouteEditor
          start={route === "new" ? undefined : route}
          data={data}
          close={() => setRoute(undefined)}
        />
      )}
    </div>
  );
}
