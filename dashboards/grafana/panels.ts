import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import type { Panel } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as StateTimeline } from "@grafana/grafana-foundation-sdk/statetimeline";
import { PanelBuilder as TimeSeries } from "@grafana/grafana-foundation-sdk/timeseries";
import type { EquipmentType } from "../../facility/catalog/index.ts";
import type { Text } from "../../facility/units/index.ts";
import { growthOf, influxQuery, meanOf, stateOf } from "./queries.ts";
import { unitOf } from "./units.ts";

/** Grafana shows one title to everybody, so it has both languages. */
export const both = ({ en, zh }: Text): string => `${en} · ${zh}`;

type Point = EquipmentType["points"][number];
const single = (points: readonly Point[]): Text | undefined =>
  points.length === 1 ? points[0]?.label : undefined;

/** The panels of one equipment type: a chart for each unit, the growth of each counter, the states on one time line. */
export function panelsOf({ label, points }: EquipmentType): Builder<Panel>[] {
  const panels: Builder<Panel>[] = [];
  const byUnit = Map.groupBy(
    points.filter((point) => point.kind === "number" && !point.counter),
    (point) => (point.kind === "number" ? point.unit : ""),
  );
  for (const [unit, group] of byUnit)
    panels.push(
      chart(single(group) ?? unitOf(unit).measured, label, unit, meanOf(group.map(({ name }) => name))),
    );
  for (const point of points)
    if (point.kind === "number" && point.counter)
      panels.push(
        chart(point.label, label, point.unit, growthOf([point.name]), {
          en: "Growth in each step",
          zh: "各时段增量",
        }).interval("1h"),
      );
  const states = points.filter(({ kind }) => kind === "boolean" || kind === "enum");
  if (states.length > 0) panels.push(timeline(states, label));
  return panels;
}

function chart(title: Text, of: Text, unit: string, query: string, about?: Text): TimeSeries {
  const panel = new TimeSeries()
    .title(`${both(of)}: ${both(title)}`)
    .unit(unitOf(unit).grafana)
    .lineWidth(1)
    .fillOpacity(0)
    .spanNulls(false)
    .height(8)
    .span(12)
    .withTarget(influxQuery(query, { alias: "$tag_point" }));
  return about ? panel.description(both(about)) : panel;
}

function timeline(points: readonly Point[], of: Text): StateTimeline {
  const panel = new StateTimeline()
    .title(`${both(of)}: States · 状态`)
    .height(Math.min(14, 4 + points.length))
    .span(24)
    .mergeValues(true)
    .withTarget(influxQuery(stateOf(points.map(({ name }) => name)), { alias: "$tag_point" }));
  // Words in place of codes, for the lines whose name ends in the point's.
  for (const point of points) {
    const words =
      point.kind === "boolean"
        ? { "0": both(point.words.false), "1": both(point.words.true) }
        : point.kind === "enum"
          ? Object.fromEntries(point.states.map(({ code, label }) => [String(code), both(label)]))
          : {};
    panel.overrideByRegexp(`/\\.${point.name}$/`, [
      {
        id: "mappings",
        value: [
          {
            type: "value",
            options: Object.fromEntries(Object.entries(words).map(([code, word]) => [code, { text: word }])),
          },
        ],
      },
    ]);
  }
  return panel;
}
