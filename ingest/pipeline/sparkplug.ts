import {
  nodeCommandTopic,
  parseSparkplugTopic,
  type ReadingsMessage,
  type WireValue,
} from "../../broker/contract/index.ts";
import type { AssetModel } from "../../facility/assets/index.ts";
import { assetId, type Clock } from "../../facility/units/index.ts";
import {
  decodePayload,
  type EdgeNode,
  hear,
  type NodeMessage,
  rebirthPayload,
  unknownNode,
} from "../decoders/index.ts";
import type { Refuse } from "./validate.ts";

/** A node that goes on without its birth is asked again after so long. */
const REBIRTH_MS = 5_000;

/** The readings in a node's message, by asset and point of ours. */
export type Told = readonly { readonly asset: string; readonly message: ReadingsMessage }[];

/** Hears Sparkplug B edge nodes: keeps each one's births, asks for a new one when they no longer fit. */
export class SparkplugHost {
  readonly #nodes = new Map<string, { node: EdgeNode; askedAt: number }>();
  #names: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map();
  readonly #clock: Clock;
  readonly #send: (topic: string, payload: Buffer) => void;

  constructor(options: {
    readonly model: AssetModel;
    readonly clock: Clock;
    /** To the node, through the broker. */
    readonly send: (topic: string, payload: Buffer) => void;
  }) {
    this.#clock = options.clock;
    this.#send = options.send;
    this.follow(options.model);
  }

  /** Uses another model's names from now on; births are kept. */
  follow(model: AssetModel): void {
    this.#names = new Map(
      model.gateways.map(({ site, gateway }) => [assetId(site, gateway.id), gateway.sparkplugNames]),
    );
  }

  take(topic: string, bytes: Buffer, refuse: Refuse): { readonly told: Told; readonly online?: boolean } {
    const parsed = parseSparkplugTopic(topic);
    if (!parsed.ok) {
      refuse("bad-topic", parsed.problem);
      return { told: [] };
    }
    const { type, site, gateway, asset } = parsed.value;
    const payload = decodePayload(bytes);
    if (!payload.ok) {
      refuse("bad-shape", payload.problem);
      return { told: [] };
    }
    const id = assetId(site, gateway);
    const before = this.#nodes.get(id) ?? { node: unknownNode, askedAt: Number.NEGATIVE_INFINITY };
    const now = this.#clock();
    const message = (
      asset === undefined ? { type, payload: payload.value } : { type, device: asset, payload: payload.value }
    ) as NodeMessage;
    const heard = hear(before.node, message, now);
    const ask = heard.rebirth !== undefined && now - before.askedAt >= REBIRTH_MS;
    if (ask) this.#send(nodeCommandTopic(site, gateway), rebirthPayload(now));
    this.#nodes.set(id, { node: heard.node, askedAt: ask ? now : before.askedAt });
    const names = this.#names.get(id) ?? {};
    return {
      told: heard.readings.flatMap(({ device, message }) =>
        renamed(device || gateway, device, message, names),
      ),
      ...(type === "NBIRTH" ? { online: true } : type === "NDEATH" ? { online: heard.node.alive } : {}),
    };
  }
}

/** Metrics under their own names, or as the site file has them: `device/metric` is `asset.point`. */
function renamed(
  asset: string,
  device: string,
  { values, ...message }: ReadingsMessage,
  names: Readonly<Record<string, string>>,
): { asset: string; message: ReadingsMessage }[] {
  const by = new Map<string, Record<string, WireValue>>();
  for (const [metric, value] of Object.entries(values)) {
    const [to = asset, point = metric] =
      names[device === "" ? metric : `${device}/${metric}`]?.split(".") ?? [];
    by.set(to, { ...by.get(to), [point]: value });
  }
  return [...by].map(([to, own]) => ({ asset: to, message: { ...message, values: own } }));
}
