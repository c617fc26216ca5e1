import type { ModbusAddress, SiteDevice } from "../../facility/assets/index.ts";
import type { AssetId, Instant, PointId, Result } from "../../facility/units/index.ts";
import type { DeviceProfileView, ScenarioView } from "../contract/index.ts";

/** Which gateways hold a session with the broker. */
export interface GatewayPresence {
  online(gateway: AssetId): { readonly online: boolean; readonly since: Instant | null };
}

/** A gateway's right to speak: MQTT user name `<site>/<gateway>` and a secret that only the gateway keeps. */
export interface GatewayCredentials {
  /** Makes a new secret (the old one ends); the only moment it can be read. */
  enroll(site: string, gateway: string): Promise<string>;
  verify(username: string, secret: string): Promise<boolean>;
  has(site: string, gateway: string): Promise<boolean>;
  /** Ends the secrets of gateways that are no more; answers whose. */
  keepOnly(allowed: (username: string) => boolean): Promise<readonly string[]>;
}

/** Gives commands to the field; every one is logged with who gave it. */
export interface Commands {
  /** A problem when it never reached the device; otherwise what the gateway said became of it. */
  command(order: {
    readonly point: PointId;
    readonly value: number | boolean;
    readonly by: string;
    /** What it was when the person decided; for the record. */
    readonly before?: number | boolean;
    readonly expect?: Readonly<Record<string, number | boolean>>;
  }): Promise<
    Result<{
      readonly id: string;
      readonly at: number;
      readonly outcome: "done" | "refused";
      readonly reason?: string | undefined;
      readonly detail?: string | undefined;
      readonly readBack?: number | boolean | null | undefined;
    }>
  >;
}

/** Devices behind the gateways of this process, for people who set them up. */
export interface Field {
  readonly profiles: readonly DeviceProfileView[];
  /** Undefined where the gateway is another program. */
  report(gateway: AssetId):
    | {
        readonly clockOffsetMs: number | null;
        readonly waitingMessages: number;
        readonly droppedMessages: number;
        readonly devices: readonly {
          readonly asset: string;
          readonly profile: string;
          readonly address: string;
          readonly online: boolean;
          readonly polls: number;
          readonly errors: number;
          readonly lastError: string | null;
          readonly lastErrorKind?: string | undefined;
          readonly lastAnswerAt: number | null;
          readonly latencyMs: number | null;
        }[];
      }
    | undefined;
  /** One poll of a device as it is described; nothing of it is kept or published. */
  probe(
    gateway: AssetId,
    device: SiteDevice,
  ): Promise<
    | {
        readonly ok: true;
        readonly latencyMs: number;
        readonly points: readonly {
          readonly point: string;
          readonly value: number | boolean | null;
          readonly fc: number;
          readonly address: number;
        }[];
        readonly problems: readonly string[];
      }
    | {
        readonly ok: false;
        readonly kind: "offline" | "timeout" | "exception" | "garbled" | "decode";
        readonly code?: number;
        readonly problem: string;
      }
  >;
  /** Which of these units say themselves what they are. */
  discover(
    gateway: AssetId,
    address: ModbusAddress,
    units: readonly number[],
  ): Promise<
    | {
        readonly ok: true;
        readonly found: readonly {
          readonly unit: number;
          readonly maker: string;
          readonly model: string;
          readonly serial: string;
          readonly models: readonly number[];
          readonly profile: string | undefined;
        }[];
      }
    | { readonly ok: false; readonly kind: string; readonly problem: string }
  >;
}

/** The simulated plant of the demo estate: faults and stories that a newcomer can play. */
export interface DemoPlant {
  scenarios(): readonly ScenarioView[];
  play(id: string): Promise<Result<void>>;
  /** Puts the plant back to normal running. */
  stop(id: string): Promise<Result<void>>;
}
