import { request as httpRequest, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { allowedOf, type Resolve, targetsOf } from "./guard.ts";

export interface OutboundResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The first 64 KB of it. */
  readonly text: string;
}

/** Sends one request. Redirects are answers like any other: following one would leave the checked address. */
export interface Outbound {
  request(what: {
    readonly url: string;
    readonly method?: "POST" | "GET" | "PUT";
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | Uint8Array;
    readonly signal: AbortSignal;
  }): Promise<OutboundResponse>;
}

/** One whose list of allowed addresses may be exchanged. */
export interface AdjustableOutbound extends Outbound {
  allow(list: readonly string[]): void;
}

/** The address may not be asked; the message says why and what to do. */
export class OutboundRefused extends Error {}

const MOST_BYTES = 64 * 1024;

/**
 * @param allow addresses, networks (CIDR) and names that may be reached although they lie inside
 * @param resolve asked once for each request; the system's name service when left out
 */
export function openOutbound(allow: readonly string[] = [], resolve?: Resolve): AdjustableOutbound {
  let allowed = allowedOf(allow);
  return {
    allow(list) {
      allowed = allowedOf(list);
    },
    async request({ url, method = "POST", headers = {}, body, signal }) {
      const target = URL.canParse(url) ? new URL(url) : undefined;
      if (!target || (target.protocol !== "https:" && target.protocol !== "http:"))
        throw new OutboundRefused(`"${url}" is no http or https address. Mend it under channels.`);
      if (target.username !== "" || target.password !== "")
        throw new OutboundRefused(
          "An address must not carry a password. Use a header of the channel instead.",
        );
      const targets = await targetsOf(target.hostname, allowed, resolve);
      if (targets.length === 0)
        throw new OutboundRefused(
          `${target.hostname} is an address inside this network and not allowed. Name it in WATCHKEEPER_OUTBOUND_ALLOW if it is meant.`,
        );
      // The connection goes to what was checked; the name serves for TLS and the Host header alone.
      const pinned: LookupFunction = (_, options, answer) => {
        if (options.all) answer(null, [...targets]);
        else answer(null, targets[0]!.address, targets[0]!.family);
      };
      const options: RequestOptions = {
        method,
        lookup: pinned,
        signal,
        // One connection for one message: a kept one would outlive the check.
        agent: false,
        headers: {
          "user-agent": "watchkeeper",
          ...headers,
          ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
        },
      };
      const ask = target.protocol === "https:" ? httpsRequest : httpRequest;
      return await new Promise<OutboundResponse>((answer, fail) => {
        const asked = ask(target, options, (response) => {
          const parts: Buffer[] = [];
          let size = 0;
          response.on("data", (part: Buffer) => {
            size += part.length;
            parts.push(part);
            if (size > MOST_BYTES) response.destroy();
          });
          const end = () =>
            answer({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(parts).toString("utf8").slice(0, MOST_BYTES),
            });
          response.on("end", end);
          response.on("close", end);
          response.on("error", fail);
        });
        asked.on("error", fail);
        asked.end(body);
      });
    },
  };
}
