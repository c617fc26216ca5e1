import type { EventMessage } from "../../broker/contract/index.ts";
import type { SiteFile } from "../../facility/assets/index.ts";
import type { Instant } from "../../facility/units/index.ts";
import { eventOf } from "../../ingest/decoders/gb26875/events.ts";
import { decodeBody, FrameReader, pointsOf, quietPanel, tell } from "../../ingest/decoders/gb26875/index.ts";
import { decode } from "../../ingest/modbus/decode.ts";
import { profileById } from "../../ingest/modbus/index.ts";
import { planReads } from "../../ingest/modbus/plan.ts";
import type { FirePanelState } from "../../simulators/devices/fire-panel.ts";
import type { Estate } from "../../simulators/estate.ts";
import { truthOf } from "../../simulators/estate.ts";
import { images, type RegisterImage } from "../../simulators/registers/index.ts";
import {
  COMMAND,
  componentState,
  frameOf,
  systemState,
  timeBytes,
} from "../../simulators/transmitter/frames.ts";
import { componentsOf, systemBits } from "../../simulators/transmitter/transmitter.ts";

export interface Heard {
  readonly asset: string;
  readonly values: ReadonlyMap<string, number | boolean | null>;
  readonly events: readonly EventMessage[];
}

const ownSupply = new Set(["fire-panel", "fire-pump", "ats", "genset", "ups", "feeder", "transformer"]);
const tables = { 1: "coils", 2: "discrete", 3: "holding", 4: "input" } as const;

/**
 * What a gateway hears of the virtual plant: the bytes of each device's registers as Modbus answers them, read by the
 * device's profile, and the frames of GB/T 26875.3 of a fire panel's transmitter.
 */
export function virtualField(site: SiteFile) {
  const typeOf = new Map(site.assets.map(({ id, type }) => [id, type]));
  const devices = site.gateways.flatMap(({ devices: all }) => all);
  const panels = new Map<string, ReturnType<typeof transmitter>>();
  return (estate: Estate, silent: ReadonlySet<string>): Heard[] => {
    const truths = truthOf(estate);
    const dead = (asset: string) =>
      silent.has(asset) || (estate.dark.has(asset) && !ownSupply.has(typeOf.get(asset) ?? ""));
    const heard: Heard[] = [];
    for (const { asset, profile } of devices) {
      const image = images[profile];
      if (dead(asset) || !image) continue;
      heard.push({ asset, values: ask(profile, image(truths.get(asset) ?? {})), events: [] });
    }
    for (const device of estate.devices) {
      if (device.kind !== "fire-panel" || dead(device.asset)) continue;
      const panel = panels.get(device.asset) ?? transmitter(estate.utcOffsetHours);
      panels.set(device.asset, panel);
      heard.push({ asset: device.asset, ...panel(device, estate.at) });
    }
    return heard;
  };
}

function ask(id: string, image: RegisterImage): ReadonlyMap<string, number | boolean | null> {
  const profile = profileById(id);
  if (!profile) throw new Error(`no profile ${id}`);
  const answers = planReads(profile.registers, profile).map((block) => {
    const table = image[tables[block.fc]];
    if (block.fc > 2)
      return { block, data: table.subarray(2 * block.address, 2 * (block.address + block.count)) };
    // Bits are packed anew from the first one asked for.
    const data = Buffer.alloc(Math.ceil(block.count / 8));
    for (let i = 0; i < block.count; i++) {
      const at = block.address + i;
      if (((table[at >> 3] ?? 0) >> (at & 7)) & 1) data[i >> 3]! |= 1 << (i & 7);
    }
    return { block, data };
  });
  const { values, problems } = decode(profile.registers, answers, { ctRatio: 1, ptRatio: 1 });
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return values;
}

/** A panel's transmitter and the receiver that hears it, with frames in between. */
function transmitter(utcOffsetHours: number) {
  const told = new Map<string, number>();
  let system: number | undefined;
  let serial = 0;
  let mirror = quietPanel;
  return (panel: FirePanelState, at: Instant) => {
    const time = timeBytes(at, utcOffsetHours);
    const bodies: number[][] = [];
    if (systemBits(panel) !== system) bodies.push(systemState(systemBits(panel), time));
    system = systemBits(panel);
    for (const one of componentsOf(panel)) {
      const key = `${one.type}/${one.zone}/${one.point}`;
      if (told.get(key) !== one.state) bodies.push(componentState(one, time));
      told.set(key, one.state);
    }
    const reader = new FrameReader();
    const events: EventMessage[] = [];
    for (const body of bodies) {
      for (const read of reader.push(frameOf(++serial, time, 0x379, 1, COMMAND.send, body))) {
        if (!read.ok) throw new Error(read.problem);
        const frame = read.value;
        const items = decodeBody(frame.data);
        if (!items.ok) throw new Error(items.problem);
        for (const item of items.value) {
          mirror = tell(mirror, item);
          const event = eventOf(item, frame.time, at);
          if (event) events.push(event);
        }
      }
    }
    return { values: new Map(Object.entries(pointsOf(mirror))), events };
  };
}
