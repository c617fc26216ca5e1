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
import type { SiteAsset, SiteFile, SiteGateway } from "./site.ts";

export interface Point {
  readonly id: PointId;
  readonly asset: Asset;
  readonly type: PointType;
  /** Position in the model's point table; what batches and rules count by. */
  readonly index: number;
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
  readonly places: readonly { readonly id: string; readonly name: Text; readonly kind: string }[];
  readonly make?: string;
  readonly model?: string;
  /** What the register says of it beyond make and model. */
  readonly register: Pick<SiteAsset, "serial" | "installed" | "warrantyUntil" | "costCny">;
  /** The type's, with what the site says differently; absent where neither grades it. */
  readonly criticality?: Criticality;
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
        problems.push(`place ${id} stands twice in site ${site}. Give one of them another id.`);
      placeIds.add(id);
    }
    const placesOf = (start: string | undefined, who: string) => {
      const chain: { id: string; name: Text; kind: string }[] = [];
      const seen = new Set<string>();
      for (let at = start; at !== undefined; ) {
        const place = placeOf.get(at);
        if (!place) {
          problems.push(`${who} is in "${at}", which is no place of site ${site}. Add it under places.`);
          break;
        }
        if (seen.has(at)) {
          problems.push(`place ${at} of site ${site} is inside itself. Mend its "in".`);
          break;
        }
        seen.add(at);
        chain.unshift({ id: place.id, name: place.name, kind: place.kind });
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
          problems.push(
            `asset ${slug} is read by gateways ${other} and ${gateway.id}. Leave it to one of them.`,
          );
        monitoredBy.set(slug, gateway.id);
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
    }));
    const slugs = new Set([...file.assets, ...gatewayAssets].map((entry) => entry.id));
    for (const entry of [...file.assets, ...gatewayAssets]) {
      const id = assetId(site, entry.id);
      const type = typeOf.get(entry.type);
      if (!type) {
        problems.push(
          `asset ${entry.id} has type "${entry.type}". Known types: ${[...typeOf.keys()].join(", ")}.`,
        );
        continue;
      }
      if (assets.has(id)) {
        problems.push(`asset ${entry.id} stands twice in site ${site}. Give one of them another id.`);
        continue;
      }
      for (const name of entry.points ?? [])
        if (!type.points.some((point) => point.name === name))
          problems.push(`asset ${entry.id} lists point "${name}", which type ${type.id} does not have.`);
      const names = new Set(type.points.map(({ name }) => name));
      for (const { name } of entry.extraPoints ?? []) {
        if (names.has(name))
          problems.push(
            `asset ${entry.id} defines point "${name}" again: its type ${type.id} has it, or it stands twice. Leave one.`,
          );
        names.add(name);
      }
      for (const fed of entry.feeds)
        if (!slugs.has(fed))
          problems.push(`asset ${entry.id} feeds "${fed}", which is no asset of site ${site}.`);
      if (entry.through !== undefined && !slugs.has(entry.through))
        problems.push(
          `asset ${entry.id} reports through "${entry.through}", which is no asset of site ${site}.`,
        );
      for (const served of entry.serves)
        if (!placeOf.has(served))
          problems.push(`asset ${entry.id} serves "${served}", which is no place of site ${site}.`);

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
        problems.push(`gateway ${gateway} reads asset "${slug}", which site ${site} does not have.`);
  }

  if (problems.length > 0) return problem(problems.join("\n"));
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
