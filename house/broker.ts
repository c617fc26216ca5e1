import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { type Broker, type BrokerOptions, joinBroker, startBroker } from "../broker/index.ts";
import type { Result } from "../facility/units/index.ts";
import { readSecret, writeSecret } from "./secret-file.ts";

/** The built-in broker; or, by address, one that others run, with a session that outlives restarts. */
export async function openBroker(
  options: BrokerOptions & { readonly data: string; readonly address: string | undefined },
): Promise<Result<Broker>> {
  if (options.address === undefined) return startBroker(options);
  return joinBroker({ ...options, url: options.address, clientId: sessionName(options.data) });
}

/** Made once and kept: a session under another name would leave what waits in this one behind. */
function sessionName(data: string): string {
  const file = join(data, "broker-session");
  const known = readSecret(file);
  if (known) return known;
  const fresh = `watchkeeper-${randomBytes(5).toString("hex")}`;
  writeSecret(file, fresh);
  return fresh;
}
