import type { RuleType } from "../alarms/index.ts";
import type { Criticality, EquipmentType, PointType, System } from "../catalog/index.ts";
import {
  type AssetId,
  assetId,
  done,
  type PointId,
  pointId,
  problem,
  type Result,
  type Text,
} from "../units/index.ts";
import { withoutGaps } from "./gaps.ts";
import { isSerial, type SerialAddress } from "./modbus-address.ts";
import type { SiteAsset, SiteFile, SiteGateway } from "./site.ts";

export interface Point {
  readonly id: PointId;
  readonly asset: Asset;
  readonly type: PointType;
  /** Position in the model's point table; what batches and rules count by. */
  readonly index: number;
}

export interface AssetPlace {
  readonly id: string;
  readonly name: Text;
  readonly kind: string;
  /** The fire panel's zone that covers it. */
  readonly zone?: number;
}

export interface Asset {
  readonly id: AssetId;
  /** The slug inside its site, as it stands in topics. */
  readonly slug: string;
  readonly site: string;
  readonly type: EquipmentType;
  readonly system: System;
  readonly name: Text;
  /** From the outermost place inwards, for "Building 2 · Pump room". */
  readonly places: readonly AssetPlace[];
  readonly make?: string;
  readonly model?: string;
  /** What the register says of it beyond make and model. */
  readonly register: Pick<SiteAsset, "serial" | "installed" | "warrantyUntil" | "costCny">;
  /** The type's, with what the site says differently; absent where neither grades it. */
  readonly criticality?: Criticality;
  /** Words of the site's own; routes go by them. */
  readonly tags: readonly string[];
  readonly feeds: readonly AssetId[];
  readonly serves: readonly string[];
  /** The panel it reports through, as a detector does. */
  readonly through?: AssetId;
  /** No rule runs on it, and silence is expected. */
  readonly outOfService: boolean;
  /** The gateway whose readings are believed for this asset. */
  readonly monitoredBy?: AssetId;
  readonly points: readonly Point[];
  readonly rules: readonly RuleType[];
}

/** A site's spine, compiled: every lookup the hot path needs is one step. Immutable; a change makes a new one. */
export interface AssetModel {
  readonly sites: readonly { readonly id: string; readonly name: Text; readonly timeZone: string }[];
  readonly assets: ReadonlyMap<AssetId, Asset>;
  readonly points: readonly Point[];
  readonly pointIds: readonly PointId[];
  readonly point: (id: PointId) => Point | undefined;
  readonly gateways: readonly { readonly site: string; readonly gateway: SiteGateway }[];
}

/** Joins site files with the catalogue. Every mistake is named at once, so that one edit mends them all. */
export function buildModel(files: readonly SiteFile[], types: readonly EquipmentType[]): Result<AssetModel> {
  const problems: string[] = [];
  const inChinese: string[] = [];
  const wrong = (en: string, zh: string): void => {
    problems.push(en);
    inChinese.push(zh);
  };
  const typeOf = new Map(types.map((type) => [type.id, type]));
  const assets = new Map<AssetId, Asset>();
  const points: Point[] = [];
  const gateways: { site: string; gateway: SiteGateway }[] = [];

  for (const file of files) {
    const site = file.site.id;
    const placeOf = new Map(file.places.map((place) => [place.id, place]));
    const placeIds = new Set<string>();
    for (const { id } of file.places) {
      if (placeIds.has(id))
        wrong(
          `place ${id} stands twice in site ${site}. Give one of them another id.`,
          `项目 ${site} 中位置编号 ${id} 重复，请更换其一。`,
        );
      placeIds.add(id);
    }
    const placesOf = (start: string | undefined, who: string) => {
      const chain: AssetPlace[] = [];
      const seen = new Set<string>();
      for (let at = start; at !== undefined; ) {
        const place = placeOf.get(at);
        if (!place) {
          wrong(
            `${who} is in "${at}", which is no place of site ${site}. Add it under places.`,
            `${who} 位于“${at}”，项目 ${site} 没有该位置，请先添加位置。`,
          );
          break;
        }
        if (seen.has(at)) {
          wrong(
            `place ${at} of site ${site} is inside itself. Mend its "in".`,
            `项目 ${site} 的位置 ${at} 位于自身之内，请改正其上级位置。`,
          );
          break;
        }
        seen.add(at);
        const { id, name, kind, zone } = place;
        chain.unshift({ id, name, kind, ...(zone === undefined ? {} : { zone }) });
        at = place.in;
      }
      return chain;
    };

    const monitoredBy = new Map<string, string>();
    for (const gateway of file.gateways) {
      const called = gateway.listen.flatMap(({ panels }) => panels.map(({ asset }) => asset));
      const asked = gateway.devices.map(({ asset }) => asset);
      for (const slug of [gateway.id, ...gateway.assets, ...asked, ...called]) {
        const other = monitoredBy.get(slug);
        if (other && other !== gateway.id)
          wrong(
            `asset ${slug} is read by gateways ${other} and ${gateway.id}. Leave it to one of them.`,
            `设备 ${slug} 同时由网关 ${other} 与 ${gateway.id} 读取，请只保留其一。`,
          );
        monitoredBy.set(slug, gateway.id);
      }
      const lines = new Map<string, SerialAddress>();
      for (const { modbus } of gateway.devices) {
        if (!isSerial(modbus)) continue;
        const first = lines.get(modbus.serial) ?? modbus;
        lines.set(modbus.serial, first);
        const { baudRate, parity, stopBits } = modbus;
        if (first.baudRate !== baudRate || first.parity !== parity || first.stopBits !== stopBits)
          wrong(
            `devices on ${modbus.serial} of gateway ${gateway.id} differ in baud rate, parity or stop bits. A line has one setting: make them the same.`,
            `网关 ${gateway.id} 的串口 ${modbus.serial} 上各设备的波特率、校验或停止位不一致。同一总线只能有一种设置，请改为一致。`,
          );
      }
      gateways.push({ site, gateway });
    }

    const gatewayAssets = file.gateways.map((gateway) => ({
      id: gateway.id,
      type: "gateway",
      name: gateway.name,
      in: gateway.in,
      feeds: [],
      serves: [],
      through: undefined,
      outOfService: gateway.outOfService,
      points: undefined,
      extraPoints: gateway.extraPoints,
      make: undefined,
      model: undefined,
      serial: undefined,
      installed: undefined,
      warrantyUntil: undefined,
      costCny: undefined,
      criticality: undefined,
      tags: undefined,
    }));
    const slugs = new Set([...file.assets, ...gatewayAssets].map((entry) => entry.id));
    for (const entry of [...file.assets, ...gatewayAssets]) {
      const id = assetId(site, entry.id);
      const type = typeOf.get(entry.type);
      if (!type) {
        wrong(
          `asset ${entry.id} has type "${entry.type}". Known types: ${[...typeOf.keys()].join(", ")}.`,
          `设备 ${entry.id} 的类型“${entry.type}”未知。可用类型：${[...typeOf.keys()].join("、")}。`,
        );
        continue;
      }
      if (assets.has(id)) {
        wrong(
          `asset ${entry.id} stands twice in site ${site}. Give one of them another id.`,
          `项目 ${site} 中设备编号 ${entry.id} 重复，请更换其一。`,
        );
        continue;
      }
      for (const name of entry.points ?? [])
        if (!type.points.some((point) => point.name === name))
          wrong(
            `asset ${entry.id} lists point "${name}", which type ${type.id} does not have.`,
            `设备 ${entry.id} 列有测点“${name}”，类型 ${type.id} 没有该测点。`,
          );
      const names = new Set(type.points.map(({ name }) => name));
      for (const { name } of entry.extraPoints ?? []) {
        if (names.has(name))
          wrong(
            `asset ${entry.id} defines point "${name}" again: its type ${type.id} has it, or it stands twice. Leave one.`,
            `设备 ${entry.id} 重复定义测点“${name}”：类型 ${type.id} 已有，或定义了两次，请只保留一个。`,
          );
        names.add(name);
      }
      for (const fed of entry.feeds)
        if (!slugs.has(fed))
          wrong(
            `asset ${entry.id} feeds "${fed}", which is no asset of site ${site}.`,
            `设备 ${entry.id} 供给“${fed}”，项目 ${site} 没有该设备。`,
          );
      if (entry.through !== undefined && !slugs.has(entry.through))
        wrong(
          `asset ${entry.id} reports through "${entry.through}", which is no asset of site ${site}.`,
          `设备 ${entry.id} 经“${entry.through}”上报，项目 ${site} 没有该设备。`,
        );
      for (const served of entry.serves)
        if (!placeOf.has(served))
          wrong(
            `asset ${entry.id} serves "${served}", which is no place of site ${site}.`,
            `设备 ${entry.id} 服务于“${served}”，项目 ${site} 没有该位置。`,
          );

      const own: Point[] = [];
      const gateway = monitoredBy.get(entry.id);
      const asset: Asset = {
        id,
        slug: entry.id,
        site,
        type,
        system: type.system,
        name: entry.name,
        places: placesOf(entry.in, `asset ${entry.id}`),
        ...(entry.make ? { make: entry.make } : {}),
        ...(entry.model ? { model: entry.model } : {}),
        register: {
          ...(entry.serial !== undefined ? { serial: entry.serial } : {}),
          ...(entry.installed !== undefined ? { installed: entry.installed } : {}),
          ...(entry.warrantyUntil !== undefined ? { warrantyUntil: entry.warrantyUntil } : {}),
          ...(entry.costCny !== undefined ? { costCny: entry.costCny } : {}),
        },
        ...(type.criticality
          ? { criticality: { ...type.criticality.grades, ...withoutGaps(entry.criticality ?? {}) } }
          : {}),
        tags: entry.tags ?? [],
        feeds: entry.feeds.map((fed) => assetId(site, fed)),
        serves: entry.serves,
        ...(entry.through ? { through: assetId(site, entry.through) } : {}),
        outOfService: entry.outOfService,
        ...(gateway ? { monitoredBy: assetId(site, gateway) } : {}),
        points: own,
        rules: type.rules,
      };
      const listed = type.points.filter(({ name }) => !entry.points || entry.points.includes(name));
      for (const pointType of [...listed, ...(entry.extraPoints ?? [])]) {
        const point: Point = {
          id: pointId(id, pointType.name),
          asset,
          type: pointType,
          index: points.length,
        };
        own.push(point);
        points.push(point);
      }
      assets.set(id, asset);
    }
    for (const [slug, gateway] of monitoredBy)
      if (!slugs.has(slug))
        wrong(
          `gateway ${gateway} reads asset "${slug}", which site ${site} does not have.`,
          `网关 ${gateway} 读取设备“${slug}”，项目 ${site} 没有该设备，请先添加。`,
        );
  }

  if (problems.length > 0) return problem(problems.join("\n"), inChinese.join("\n"));
  const byId = new Map(points.map((point) => [point.id, point]));
  return done({
    sites: files.map((file) => file.site),
    assets,
    points,
    pointIds: points.map((point) => point.id),
    point: (id) => byId.get(id),
    gateways,
  });
}
