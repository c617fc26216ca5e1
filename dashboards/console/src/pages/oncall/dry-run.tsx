import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { type ReactNode, useState } from "react";
import { assetQuery } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { askDryRun, routingQuery, useChannels, useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets, useTimeZone } from "../../app/site.ts";
import { age, comma, pick } from "../../laws/index.ts";
import { TroubleNote } from "../../parts/index.ts";
import { Basis } from "./basis.tsx";
import { Field } from "./field.tsx";
import { shortTime } from "./times.ts";

const kinds = [
  "page",
  "more",
  "reminder",
  "escalated",
  "unanswered",
  "contractor",
  "contractor-late",
  "over",
] as const;
const becauses = [
  "sites",
  "systems",
  "types",
  "places",
  "assets",
  "rules",
  "tags",
  "priorities",
  "lifeSafety",
  "hours",
] as const;

/** Choose any alarm, and see who would be told and when. */
export function DryRun(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const assets = useAssets();
  const [asset, setAsset] = useState<string | undefined>();
  const [rule, setRule] = useState<string | undefined>();
  const { data: detail } = useQuery({ ...assetQuery(asset ?? ""), enabled: asset !== undefined });
  return (
    <section className="panel" aria-labelledby="dry-run">
      <div className="panel-head">
        <h2 id="dry-run">{t("oncall.dryRun")}</h2>
        <span className="soft">{t("oncall.dryRunHint")}</span>
      </div>
      <div className="oncall-form is-row">
        <Field>
          {t("oncall.dryRunAsset")}
          <Select
            showSearch={{ optionFilterProp: "label" }}
            value={asset ?? null}
            onChange={(id) => {
              setAsset(id ?? undefined);
              setRule(undefined);
            }}
            options={[...assets.values()].map(({ id, name, places }) => ({
              value: id,
              label: [...places.map((place) => pick(place.name, lang)), pick(name, lang)].join(" · "),
            }))}
          />
        </Field>
        <Field>
          {t("oncall.dryRunRule")}
          <Select
            value={rule ?? null}
            disabled={!detail}
            onChange={(id) => setRule(id ?? undefined)}
            options={(detail?.rules ?? []).map(({ id, title, priority }) => ({
              value: id,
              label: `${pick(title, lang)} · ${t(`priority.${priority}`)}`,
            }))}
          />
        </Field>
      </div>
      {asset !== undefined && rule !== undefined && <Timeline alarm={`${asset}.${rule}`} />}
    </section>
  );
}

function Timeline({ alarm }: { alarm: string }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const nameOf = useNames();
  const timeZone = useTimeZone();
  const channelOf = useChannels();
  const { data, error } = useQuery({
    queryKey: ["oncall", "dry-run", alarm],
    queryFn: () => askDryRun(alarm),
  });
  const { data: routing } = useQuery(routingQuery);
  const assets = useAssets();
  const tags = assets.get(alarm.slice(0, alarm.lastIndexOf(".")))?.tags ?? [];
  if (error) return <TroubleNote error={error} />;
  if (!data) return null;
  const named = new Map(routing?.routes.map(({ id, name }) => [id, pick(name, lang)] as const));
  const asked = (what: string): string => {
    const word = becauses.find((one) => one === what);
    if (word === undefined) return what;
    return word === "tags" && tags.length > 0
      ? t("oncall.askedTags", { tags: tags.join(comma(lang)) })
      : t(`oncall.asked.${word}`);
  };
  const start = data.told[0]?.at ?? 0;
  return (
    <div className="dry-run">
      <p>
        {data.route
          ? t("oncall.dryRunRoute", {
              route: pick(data.route.name, lang),
              chain: data.chain ? pick(data.chain.name, lang) : "–",
            })
          : t("oncall.dryRunNone")}
        {data.route && (
          <span className="soft">
            {" "}
            {data.asked.length === 0
              ? t("oncall.takenAny")
              : t("oncall.taken", { because: data.asked.map(asked).join(comma(lang)) })}
          </span>
        )}
      </p>
      {data.passedOver.length > 0 && (
        <p className="faint">
          {data.passedOver
            .map(({ route, because }) => {
              const word = becauses.find((one) => one === because);
              return t("oncall.passed", {
                route: named.get(route) ?? route,
                because: word ? t(`oncall.because.${word}`) : because,
              });
            })
            .join(" · ")}
        </p>
      )}
      <ol className="story">
        {data.told.map((told) => {
          const kind = kinds.find((one) => one === told.kind);
          return (
            <li key={`${told.at}-${told.kind}-${told.step}`}>
              <span className="num soft">
                {shortTime(told.at, lang, timeZone)} {t("oncall.after", { age: age(told.at - start, lang) })}
              </span>
              <span>
                {kind ? t(`oncall.kind.${kind}`) : told.kind}
                {told.fellOpen ? ` · ${t("oncall.fellOpen")}` : ""}:{" "}
                <strong>{told.people.map(({ name }) => pick(name, lang)).join(comma(lang))}</strong>
                {told.clock && (
                  <span className="deliveries-title">
                    {t("oncall.clockRuns", {
                      age: age(told.clock.dueAt - told.at, lang),
                      at: shortTime(told.clock.dueAt, lang, timeZone),
                    })}{" "}
                    · <Basis of={told.clock.basis} />
                  </span>
                )}
                <span className="deliveries-title faint">
                  {told.ways
                    .map((way) =>
                      [
                        nameOf(way.person),
                        channelOf(way.channel),
                        ...(way.at > told.at
                          ? [t("oncall.after", { age: age(way.at - told.at, lang) })]
                          : []),
                      ].join(" "),
                    )
                    .join(" · ")}
                </span>
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
