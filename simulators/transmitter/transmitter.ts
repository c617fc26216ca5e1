import { connect, type Socket } from "node:net";
import type { FirePanelState } from "../devices/fire-panel.ts";
import {
  Bit,
  COMMAND,
  type Component,
  componentState,
  frameOf,
  systemState,
  timeBytes,
  transmitterState,
} from "./frames.ts";

const OWN_ADDRESS = 0x379;
const CENTRE = 1;
const HEARTBEAT_MS = 20_000;
const RECONNECT_MS = 2_000;
const SMOKE = 40;
const CALL_POINT = 23;

/** What the panel's components are in; those not named are normal. */
export function componentsOf(panel: FirePanelState): Component[] {
  const components: Component[] = [];
  const zone = panel.firstZone;
  if (panel.smokeSeconds !== null && panel.fireSeconds === null)
    components.push({
      type: SMOKE,
      zone,
      point: 2,
      state: Bit.normal | Bit.delay,
      name: `${zone}层走道烟感2`,
    });
  for (let i = 0; i < panel.detectors; i++)
    // The first to confirm it is somebody who breaks the glass, then detector after detector.
    components.push(
      i === 0
        ? { type: CALL_POINT, zone, point: 1, state: Bit.normal | Bit.fire, name: `${zone}层手报1` }
        : {
            type: SMOKE,
            zone,
            point: 1 + i,
            state: Bit.normal | Bit.fire,
            name: `${zone}层走道烟感${1 + i}`,
          },
    );
  for (const { componentType, point, name, started, feedback } of panel.outputs)
    components.push({
      type: componentType,
      zone,
      point,
      name,
      state: Bit.normal | (started ? Bit.started : 0) | (feedback ? Bit.feedback : 0),
    });
  return components;
}

/** The state of the fire alarm system as a whole. */
export const systemBits = (panel: FirePanelState): number =>
  Bit.normal |
  (panel.fireSeconds !== null ? Bit.fire : 0) |
  (panel.fault ? Bit.fault : 0) |
  (panel.disabled ? Bit.disabled : 0) |
  (panel.supervisory ? Bit.supervisory : 0) |
  (panel.mains ? 0 : Bit.mainsFault);

/**
 * The user information transmitter (用户信息传输装置) beside a fire panel: calls the centre, tells every change of the
 * panel's system and components at once, and lives by a heartbeat. A line that breaks is called again, and the whole
 * state told anew.
 */
export class Transmitter {
  readonly #utcOffsetHours: number;
  #target: { readonly host: string; readonly port: number } | undefined;
  #socket: Socket | undefined;
  #lineUp = false;
  #callAt = 0;
  #heartbeatAt = 0;
  #serial = 0;
  #told: { readonly system: number; readonly components: ReadonlyMap<string, Component> } | undefined;
  #panel: FirePanelState | undefined;
  #now = 0;

  constructor(utcOffsetHours: number) {
    this.#utcOffsetHours = utcOffsetHours;
  }

  call(host: string, port: number): void {
    if (this.#target?.host === host && this.#target.port === port) return;
    this.#target = { host, port };
    this.#hangUp();
    this.#callAt = 0;
  }

  /** Tells what is new about the panel; `silent` is a transmitter whose line is dead. */
  tell(panel: FirePanelState, at: number, silent: boolean): void {
    this.#panel = panel;
    this.#now = at;
    if (silent) return this.#hangUp();
    if (!this.#socket) return this.#dial(at);
    if (!this.#lineUp) return;
    this.#changes(panel, at);
    if (at - this.#heartbeatAt < HEARTBEAT_MS) return;
    this.#heartbeatAt = at;
    this.#send([], at);
  }

  close(): void {
    this.#target = undefined;
    this.#hangUp();
  }

  #changes(panel: FirePanelState, at: number): void {
    const time = timeBytes(at, this.#utcOffsetHours);
    const system = systemBits(panel);
    const components = new Map(
      componentsOf(panel).map((one) => [`${one.type}/${one.zone}/${one.point}`, one]),
    );
    const before = this.#told;
    const resets = before !== undefined && (before.system & Bit.fire) !== 0 && panel.fireSeconds === null;
    if (resets) this.#send(systemState(Bit.normal | Bit.reset, time), at);
    if (system !== before?.system) this.#send(systemState(system, time), at);
    for (const [key, one] of components)
      if (one.state !== before?.components.get(key)?.state) this.#send(componentState(one, time), at);
    for (const [key, one] of before?.components ?? [])
      if (!components.has(key)) this.#send(componentState({ ...one, state: Bit.normal }, time), at);
    this.#told = { system, components };
  }

  #dial(at: number): void {
    if (!this.#target || at < this.#callAt) return;
    this.#callAt = at + RECONNECT_MS;
    const socket = connect(this.#target.port, this.#target.host);
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("connect", () => {
      this.#lineUp = true;
      this.#told = undefined;
      this.#heartbeatAt = 0;
    });
    socket.on("data", (data) => this.#hear(data));
    // Nobody listens yet, or the centre has gone: it is called again.
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      if (this.#socket === socket) this.#hangUp();
    });
  }

  /** Confirmations need no answer; what the centre asks or orders (commands 1 and 4) does, with its own serial. */
  #hear(data: Buffer): void {
    for (let at = 0; at + 30 <= data.length; ) {
      const length = data.readUInt16LE(at + 24);
      const command = data[at + 26];
      const serial = data.readUInt16LE(at + 2);
      const time = timeBytes(this.#now, this.#utcOffsetHours);
      if (command === 1) this.#write(serial, time, COMMAND.confirm, []);
      if (command === 4 && this.#panel) {
        const { fireSeconds, fault, mains } = this.#panel;
        const state = transmitterState({ fire: fireSeconds !== null, fault, mains }, time);
        this.#write(serial, time, COMMAND.answer, state);
      }
      at += 30 + length;
    }
  }

  #send(data: readonly number[], at: number): void {
    this.#serial = (this.#serial + 1) & 0xffff;
    this.#write(this.#serial, timeBytes(at, this.#utcOffsetHours), COMMAND.send, data);
  }

  #write(serial: number, time: readonly number[], command: number, data: readonly number[]): void {
    this.#socket?.write(frameOf(serial, time, OWN_ADDRESS, CENTRE, command, data));
  }

  #hangUp(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
    this.#lineUp = false;
    this.#told = undefined;
  }
}
