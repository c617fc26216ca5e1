import mqtt, { type MqttClient } from "mqtt";
import {
  CommandMessage,
  type CommandResult,
  clockTopic,
  commandResultTopic,
  commandTopic,
  type EventMessage,
  eventTopic,
  type ReadingsMessage,
  readingsTopic,
  statusTopic,
} from "../../broker/contract/index.ts";
import type { Clock } from "../../facility/units/index.ts";
import type { DiskBuffer } from "../disk-queue/index.ts";
import { ClockWatch } from "./clock.ts";

export interface Log {
  info(message: string): void;
  warn(message: string): void;
}

/** What the buffer keeps: the messages of one publish, one event or the result of a command. `replayed` is decided when it is sent. */
export type Envelope =
  | { readonly asset: string; readonly messages: readonly ReadingsMessage[] }
  | { readonly asset: string; readonly event: EventMessage }
  | { readonly asset: string; readonly result: CommandResult };

/** PEM: the CA that the server's certificate is of, and the gateway's own certificate where the server asks for one. */
export interface UplinkTls {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

export interface UplinkOptions {
  readonly mqttUrl: string;
  readonly username: string;
  /** Asked for each connection where it is a function: a gateway may be given a new secret while it runs. */
  readonly password: string | (() => string);
  readonly site: string;
  readonly gateway: string;
  /** For `mqtts://`, read anew for each connection so that renewed files are used; the usual CAs without. */
  readonly tls?: (() => UplinkTls) | undefined;
  readonly buffer: DiskBuffer;
  readonly clock: Clock;
  readonly log: Log;
  /** A command that came for an asset of this gateway. */
  readonly onCommand?: (asset: string, command: CommandMessage) => void;
  readonly maxInFlight?: number;
  readonly reconnectMs?: number;
  /** How often the server is asked what time it is. */
  readonly clockMs?: number;
}

/** A message that waited longer than this is history when it arrives. */
export const REPLAYED_AFTER_MS = 10_000;
const MAX_RECONNECT_MS = 10_000;
const CLOCK_MS = 60_000;
/** So many connections lost with the same message first in line, and somebody should look. */
const STUCK_AFTER = 5;

/**
 * Sends what the buffer holds, in order, and moves its cursor on PUBACK alone. Every connection is a fresh MQTT
 * client without a queue or session of its own: the buffer is the one queue, and after a lost link it starts
 * again at the first message without a PUBACK.
 */
export class Uplink {
  readonly #options: UplinkOptions;
  #client: MqttClient | undefined;
  #connected = false;
  #inFlight = 0;
  #timer: NodeJS.Timeout | undefined;
  #attempts = 0;
  #said = "";
  #closing = false;
  #cut = false;
  #stuck = { seq: 0, times: 0 };
  #firstInFlight = 0;
  #drained: (() => void)[] = [];
  readonly #watch = new ClockWatch();
  #asking: NodeJS.Timeout | undefined;

  constructor(options: UplinkOptions) {
    this.#options = options;
    this.#dial();
  }

  get connected(): boolean {
    return this.#connected;
  }

  /** How far this clock is ahead of the server's, ms; undefined while it is not known. */
  get clockOffsetMs(): number | undefined {
    return this.#watch.offsetMs;
  }

  /** The buffer has something new. */
  nudge(): void {
    const client = this.#client;
    const { buffer, maxInFlight = 100 } = this.#options;
    while (client && this.#connected && this.#inFlight < maxInFlight) {
      const record = buffer.next();
      if (!record) break;
      if (this.#inFlight === 0) this.#firstInFlight = record.seq;
      this.#inFlight++;
      const { topic, payload } = this.#wire(record.payload);
      client.publish(topic, payload, { qos: 1 }, (error) => {
        if (client !== this.#client) return;
        this.#inFlight--;
        if (error) {
          this.#say(`message for ${topic} was refused: ${error.message}`);
          // Not at once: MQTT.js may be going through its unanswered messages, and ending it empties that list.
          setImmediate(() => client.end(true));
          return;
        }
        buffer.ack(record.seq);
        this.#firstInFlight = record.seq + 1;
        this.nudge();
      });
    }
    if (this.#inFlight === 0 && this.#connected) for (const resolve of this.#drained.splice(0)) resolve();
  }

  /** Cuts the line as a pulled cable would, or lets it be dialled again. What is read waits on disk meanwhile. */
  cut(cut: boolean): void {
    if (cut === this.#cut) return;
    this.#cut = cut;
    if (cut) {
      clearTimeout(this.#timer);
      this.#client?.stream.destroy();
    } else if (!this.#client) this.#dial();
  }

  /** Gives what waits at most `ms` to be acknowledged, says goodbye, and leaves nothing running. */
  async close(ms: number): Promise<void> {
    this.#closing = true;
    clearTimeout(this.#timer);
    clearInterval(this.#asking);
    const client = this.#client;
    if (!client) return;
    // Once the link is lost there is nobody left to wait for; the buffer keeps what was not acknowledged.
    const lost = new Promise<void>((resolve) => client.once("close", () => resolve()));
    const patiently = (work: Promise<void>) => within(ms, Promise.race([work, lost]));
    if (this.#connected) {
      const drained = new Promise<void>((resolve) => this.#drained.push(resolve));
      this.nudge();
      await patiently(drained);
    }
    if (this.#connected) {
      await patiently(this.#status(client, false));
      await patiently(client.endAsync());
    }
    this.#client = undefined;
    this.#connected = false;
    client.end(true);
  }

  #dial(): void {
    const { mqttUrl, username, password, site, gateway, buffer, log } = this.#options;
    const client = mqtt.connect(mqttUrl, {
      ...this.#options.tls?.(),
      clientId: `${site}.${gateway}`,
      // A broker on a closed network may take clients without a name.
      ...(username ? { username, password: typeof password === "string" ? password : password() } : {}),
      clean: true,
      reconnectPeriod: 0,
      queueQoSZero: false,
      resubscribe: false,
      connectTimeout: 5_000,
      // A dead link is noticed within one and a half of these.
      keepalive: 10,
      will: { topic: statusTopic(site, gateway), payload: '{"online":false}', qos: 1, retain: true },
    });
    this.#client = client;
    client.on("connect", () => {
      if (client !== this.#client) return;
      this.#attempts = 0;
      this.#said = "";
      this.#connected = true;
      this.#inFlight = 0;
      log.info(`connected to ${mqttUrl}; ${buffer.waiting} messages wait to be sent`);
      this.#hear(client);
      this.#sayOnline(client);
      clearInterval(this.#asking);
      this.#asking = setInterval(() => this.#sayOnline(client), this.#options.clockMs ?? CLOCK_MS);
      buffer.rewind();
      this.nudge();
    });
    client.on("error", (error) => this.#say(advice(mqttUrl, username, error)));
    client.on("close", () => {
      if (client !== this.#client) return;
      if (this.#connected) {
        this.#say(`the connection to ${mqttUrl} was lost; readings are kept on disk`);
        this.#lookStuck();
      }
      this.#client = undefined;
      this.#connected = false;
      this.#inFlight = 0;
      clearInterval(this.#asking);
      this.#watch.forget();
      client.end(true);
      if (this.#closing || this.#cut) return;
      const wait = Math.min(
        MAX_RECONNECT_MS,
        (this.#options.reconnectMs ?? 500) * 2 ** Math.min(this.#attempts++, 8),
      );
      // Spread over half as much again, so that a building's gateways do not all knock at once.
      this.#timer = setTimeout(() => this.#dial(), wait * (1 + Math.random() / 2));
    });
  }

  /** A status of the present moment, which the server answers with the time by its clock. */
  #sayOnline(client: MqttClient): void {
    this.#status(client, true).catch((error: Error) => this.#say(`status was refused: ${error.message}`));
  }

  #hear(client: MqttClient): void {
    const { site, gateway, clock, onCommand } = this.#options;
    const ofClock = clockTopic(site, gateway);
    client.on("message", (topic, payload) => {
      if (topic === ofClock) {
        this.#watch.hear(jsonIn(payload), clock());
        return;
      }
      if (!onCommand) return;
      const asset = topic.split("/")[3];
      const command = CommandMessage.safeParse(jsonIn(payload));
      if (asset && command.success) onCommand(asset, command.data);
      else this.#say(`a command on ${topic} is not understood`);
    });
    // A broker run by others may not let us hear it; then the offset stays unknown, and nothing else suffers.
    client.subscribe(ofClock, { qos: 0 }, () => undefined);
    if (!onCommand) return;
    client.subscribe(commandTopic(site, gateway, "+"), { qos: 1 }, (error) => {
      if (error) this.#say(`commands cannot be heard: ${error.message}`);
    });
  }

  async #status(client: MqttClient, online: boolean): Promise<void> {
    const { site, gateway, clock } = this.#options;
    const at = clock();
    if (online) this.#watch.ask(at);
    const payload = JSON.stringify({ online, at });
    await client.publishAsync(statusTopic(site, gateway), payload, { qos: 1, retain: true });
  }

  #wire(record: Buffer): { topic: string; payload: string } {
    const { site, gateway, clock } = this.#options;
    const envelope = JSON.parse(record.toString()) as Envelope;
    const { asset } = envelope;
    if ("result" in envelope)
      return { topic: commandResultTopic(site, gateway, asset), payload: JSON.stringify(envelope.result) };
    if ("event" in envelope)
      return { topic: eventTopic(site, gateway, asset), payload: JSON.stringify(envelope.event) };
    const now = clock();
    const sent = envelope.messages.map((message) =>
      now - message.at > REPLAYED_AFTER_MS ? { ...message, replayed: true } : message,
    );
    const payload = JSON.stringify(sent.length === 1 ? sent[0] : sent);
    return { topic: readingsTopic(site, gateway, asset), payload };
  }

  #lookStuck(): void {
    if (this.#inFlight === 0) return;
    const same = this.#stuck.seq === this.#firstInFlight;
    this.#stuck = { seq: this.#firstInFlight, times: same ? this.#stuck.times + 1 : 1 };
    if (this.#stuck.times % STUCK_AFTER === 0)
      this.#options.log.warn(
        `the broker closed ${this.#stuck.times} connections at the same message. Check that ${this.#options.username} may publish under its own topics.`,
      );
  }

  /** The same trouble is told once, however often it is met. */
  #say(message: string): void {
    if (message === this.#said) return;
    this.#said = message;
    this.#options.log.warn(message);
  }
}

function jsonIn(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString());
  } catch {
    // What is no JSON is no command either; the caller says so.
    return undefined;
  }
}

function advice(url: string, username: string, error: Error & { code?: number | string }): string {
  // CONNACK codes: 4 and 5 in MQTT 3.1.1, 134 and 135 in MQTT 5.
  if (error.code === 4 || error.code === 5 || error.code === 134 || error.code === 135)
    return `${url} refuses user ${username}. Enrol the gateway again and give it the new secret.`;
  return `${url} cannot be reached (${error.message || error.code}). Readings are kept on disk until it can.`;
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  // A farewell that could not be said is no news: the Last Will says it.
  await Promise.race([work.catch(() => undefined), limit]);
  clearTimeout(timer);
}
