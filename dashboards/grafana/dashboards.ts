import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  AnnotationQueryBuilder,
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  type Panel,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
  VariableSort,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as Stat } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as Table } from "@grafana/grafana-foundation-sdk/table";
import { PanelBuilder as TimeSeries } from "@grafana/grafana-foundation-sdk/timeseries";
import { catalog, type EquipmentType, type System } from "../../facility/catalog/index.ts";
import { type Text, text } from "../../facility/units/index.ts";
import { both, panelsOf } from "./panels.ts";
import { DATASOURCE, influxQuery, meanOf, receivedOf } from "./queries.ts";

/** Grafana's own placeholder for the variable `console`; escaped, since it looks like one of ours. */
const CONSOLE = `$\{console:raw}`;

/** The dashboards by file name. */
export function dashboards(): Record<string, Dashboard> {
  return {
    estate: estate(),
    lifts: ofSystem("lift", text("Lifts", "电梯")),
    fire: ofSystem("fire", text("Fire", "消防")),
    water: ofSystem("water", text("Water", "给排水")),
    power: ofSystem("power", text("Power", "供配电")),
    gateways: ofSystem("network", text("Gateways", "网关")),
    alarms: alarms(),
    ingest: ingest(),
  };
}

const site = () =>
  new QueryVariableBuilder("site")
    .label("Site · 项目")
    .datasource(DATASOURCE)
    .query('SHOW TAG VALUES FROM "readings" WITH KEY = "site"')
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .multi(true)
    .includeAll(true);

/** Assets that have a point by one of these names. */
const asset = (points: readonly string[]) =>
  new QueryVariableBuilder("asset")
    .label("Asset · 设备")
    .datasource(DATASOURCE)
    .query(
      `SHOW TAG VALUES FROM "readings" WITH KEY = "asset" WHERE "site" =~ /^\${site:regex}$/ AND "point" =~ /\\.(${points.join("|")})$/`,
    )
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .multi(true)
    .includeAll(true);

/** As Grafana's InfluxDB datasource keeps an annotation: which column is the text, which the tags. */
const raisedQuery = {
  ...influxQuery(
    `SELECT "title", "priority" FROM "alarms" WHERE "event" = 'raise' AND "site" =~ /^\${site:regex}$/ AND $timeFilter`,
    { resultFormat: "table" },
  ).build(),
  fromAnnotations: true,
  textColumn: "title",
  tagsColumn: "priority",
};

/** Alarms as they were raised, over every chart. */
const raised = () =>
  new AnnotationQueryBuilder()
    .name("Alarms · 报警")
    .datasource(DATASOURCE)
    .enable(true)
    .iconColor("orange")
    .target({ build: () => raisedQuery as never });

function named(uid: string, title: Text): DashboardBuilder {
  return new DashboardBuilder(`Watchkeeper 值守: ${both(title)}`)
    .uid(`watchkeeper-${uid}`)
    .tags(["watchkeeper"])
    .timezone("browser")
    .refresh("30s")
    .time({ from: "now-6h", to: "now" })
    .tooltip(DashboardCursorSync.Crosshair)
    .withVariable(
      // The server says where it is reached. One that has moved leaves its old address beside the new one to choose.
      new QueryVariableBuilder("console")
        .label("Console · 控制台")
        .datasource(DATASOURCE)
        .query('SHOW TAG VALUES FROM "console" WITH KEY = "url"')
        .refresh(VariableRefresh.OnDashboardLoad)
        // https before http.
        .sort(VariableSort.AlphabeticalDesc),
    )
    .link(
      new DashboardLinkBuilder("Watchkeeper")
        .type(DashboardLinkType.Link)
        .title("Console · 控制台")
        .url(CONSOLE)
        .targetBlank(true),
    )
    .link(
      new DashboardLinkBuilder("Dashboards")
        .type(DashboardLinkType.Dashboards)
        .tags(["watchkeeper"])
        .asDropdown(true)
        .keepTime(true)
        .includeVars(true),
    );
}

/** Names by which an asset of the type is told from those of other systems; every type has at least one. */
export function marksOf(type: EquipmentType): string[] {
  const others = new Set(
    catalog
      .filter(({ system }) => system !== type.system)
      .flatMap(({ points }) => points.map(({ name }) => name)),
  );
  return type.points.map(({ name }) => name).filter((name) => !others.has(name));
}

/** Equipment types whose points Grafana is given: a rig for tests and what is only a group of others are not among them. */
const shown = (system: System): readonly EquipmentType[] =>
  catalog.filter((type) => type.system === system && type.id !== "pump-rig" && marksOf(type).length > 0);

function ofSystem(system: System, title: Text): Dashboard {
  const types = shown(system);
  const board = named(system, title)
    .withVariable(site())
    .withVariable(asset([...new Set(types.flatMap(marksOf))]))
    .annotation(raised());
  for (const type of types) {
    board.withRow(new RowBuilder(both(type.label)));
    for (const panel of panelsOf(type)) board.withPanel(linked(panel));
  }
  return board.build();
}

/** Each line leads to its asset's page in the console. */
function linked(panel: Builder<Panel>): Builder<Panel> {
  return "dataLinks" in panel && typeof panel.dataLinks === "function"
    ? panel.dataLinks([
        new DashboardLinkBuilder("Asset")
          .title("Open in Watchkeeper · 在值守中打开")
          .url(`${CONSOLE}/assets/$\{__field.labels.asset}`)
          .targetBlank(true),
      ])
    : panel;
}

const siteOnly = `"site" =~ /^\${site:regex}$/ AND $timeFilter`;
const PRIORITIES: readonly (readonly [string, Text])[] = [
  ["critical", text("Critical", "紧急")],
  ["high", text("High", "高")],
  ["medium", text("Medium", "中")],
  ["low", text("Low", "低")],
];

const openNow = (priority: string, title: Text) =>
  new Stat()
    .title(`${both(title)}: open now · 当前`)
    .height(4)
    .span(6)
    .withTarget(
      influxQuery(
        `SELECT last("open_${priority}") FROM "site" WHERE ${siteOnly} GROUP BY "site" fill(none)`,
        {
          alias: "$tag_site",
        },
      ),
    );

const line = (title: Text, unit: string, query: string, alias: string) =>
  new TimeSeries()
    .title(both(title))
    .unit(unit)
    .lineWidth(1)
    .spanNulls(false)
    .height(8)
    .span(12)
    .withTarget(influxQuery(query, { alias }));

function estate(): Dashboard {
  const board = named("estate", text("Estate", "总览"))
    .withVariable(site())
    .withVariable(asset(["[A-Za-z0-9_]+"]))
    .annotation(raised());
  for (const [priority, title] of PRIORITIES) board.withPanel(openNow(priority, title));
  return board
    .withPanel(
      line(
        text("Gateways online", "在线网关"),
        "none",
        `SELECT min("gateways_online") FROM "site" WHERE ${siteOnly} GROUP BY time($__interval), "site" fill(none)`,
        "$tag_site",
      ).min(0),
    )
    .withPanel(
      line(
        text("Alarms raised in each step", "各时段报警数"),
        "none",
        `SELECT count("sequence") FROM "alarms" WHERE "event" = 'raise' AND ${siteOnly} GROUP BY time($__interval), "priority" fill(none)`,
        "$tag_priority",
      ).interval("10m"),
    )
    .withPanel(line(text("Power by meter", "各表功率"), "kwatt", meanOf(["power_kW"]), "$tag_point"))
    .withPanel(line(text("Readings by asset", "各设备读数"), "none", receivedOf(), "$tag_asset"))
    .build();
}

/** Rows of domain facts §5: alarms in ten minutes, mix of priorities, most frequent, what is open. */
function alarms(): Dashboard {
  return named("alarms", text("Alarms and KPIs", "报警与指标"))
    .withVariable(site())
    .withPanel(
      line(
        text(
          "Alarms in 10 minutes (1 acceptable, 2 manageable, more than 10 a flood)",
          "每 10 分钟报警数（1 可接受，2 可管理，超过 10 为报警泛滥）",
        ),
        "none",
        `SELECT count("sequence") FROM "alarms" WHERE "event" = 'raise' AND ${siteOnly} GROUP BY time(10m) fill(none)`,
        "alarms",
      ).span(24),
    )
    .withPanel(
      new Table()
        .title(both(text("Most frequent", "最频繁的报警")))
        .height(10)
        .span(12)
        .withTarget(
          influxQuery(
            `SELECT count("sequence") FROM "alarms" WHERE "event" = 'raise' AND ${siteOnly} GROUP BY "asset", "rule" fill(none)`,
            { resultFormat: "table" },
          ),
        ),
    )
    .withPanel(
      new Table()
        .title(both(text("By priority", "按优先级")))
        .height(10)
        .span(12)
        .withTarget(
          influxQuery(
            `SELECT count("sequence") FROM "alarms" WHERE "event" = 'raise' AND ${siteOnly} GROUP BY "priority" fill(none)`,
            { resultFormat: "table" },
          ),
        ),
    )
    .withPanel(
      new TimeSeries()
        .title(both(text("Open alarms", "未复归报警")))
        .height(8)
        .span(24)
        .targets(
          PRIORITIES.map(([priority, title], i) => {
            const query = `SELECT max("open_${priority}") FROM "site" WHERE ${siteOnly} GROUP BY time($__interval) fill(none)`;
            return influxQuery(query, { alias: both(title), refId: "ABCD"[i] ?? "A" });
          }),
        ),
    )
    .withPanel(
      new Table()
        .title(both(text("Journal", "报警日志")))
        .height(12)
        .span(24)
        .withTarget(
          influxQuery(
            `SELECT "event", "title", "state", "actor", "reason" FROM "alarms" WHERE ${siteOnly} ORDER BY time DESC LIMIT 200`,
            { resultFormat: "table" },
          ),
        ),
    )
    .build();
}

function ingest(): Dashboard {
  const rate = (field: string) =>
    `SELECT non_negative_derivative(last("${field}"), 1s) FROM "server" WHERE $timeFilter GROUP BY time($__interval) fill(none)`;
  const level = (field: string) =>
    `SELECT mean("${field}") FROM "server" WHERE $timeFilter GROUP BY time($__interval) fill(none)`;
  return named("ingest", text("Ingest health", "数据接入"))
    .withPanel(line(text("Readings per second", "每秒读数"), "none", rate("readings"), "readings/s"))
    .withPanel(line(text("Messages per second", "每秒消息"), "none", rate("messages"), "messages/s"))
    .withPanel(
      line(text("Messages refused per second", "每秒拒收消息"), "none", rate("refused"), "refused/s"),
    )
    .withPanel(
      line(
        text("Store takes readings (1) or not (0)", "存储可写 (1) 或不可写 (0)"),
        "none",
        level("storing"),
        "storing",
      )
        .min(0)
        .max(1),
    )
    .withPanel(
      line(text("Readings waiting in the spool", "待写入读数"), "none", level("spool_readings"), "waiting"),
    )
    .withPanel(line(text("Memory", "内存"), "bytes", level("rss_bytes"), "rss"))
    .withPanel(line(text("Processor", "处理器"), "percentunit", rate("cpu_seconds"), "cpu"))
    .build();
}
