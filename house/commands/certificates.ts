import { hostname, networkInterfaces } from "node:os";
import { join } from "node:path";
import { readSettings } from "../settings.ts";
import { fail } from "./run.ts";

const folderOf = (given: string | undefined): string => {
  if (given !== undefined) return given;
  const settings = readSettings(process.env);
  if (!settings.ok) fail(settings.problem);
  return join(settings.value.data, "certificates");
};

/** The library that makes certificates is loaded where one is made: the server has no use for it. */
const tools = () => import("../tls/private-ca.ts");

/** `certificates ca`: a certificate authority of the site's own. */
export async function makeOwnCa(options: { readonly out?: string; readonly name: string }): Promise<void> {
  const made = await (await tools()).makeCa(folderOf(options.out), options.name, Date.now());
  if (!made.ok) fail(made.problem);
  console.log(
    `CA            ${made.value.cert}   (give it to browsers and gateways)\nits key       ${made.value.key}   (keep it safe: it makes certificates)`,
  );
}

/** `certificates server`: for this server, by the names and addresses it is reached by. */
export async function makeServerCertificate(
  hosts: readonly string[],
  options: { readonly out?: string },
): Promise<void> {
  const all = hosts.length > 0 ? hosts : reachedBy();
  const made = await (await tools()).makeCertificate(
    folderOf(options.out),
    { for: "server", hosts: all },
    Date.now(),
  );
  if (!made.ok) fail(made.problem);
  console.log(
    `for           ${all.join(", ")}\nWATCHKEEPER_TLS_CERT=${made.value.cert}\nWATCHKEEPER_TLS_KEY=${made.value.key}`,
  );
}

/** `certificates gateway`: for a gateway, made out to the name it signs in with. */
export async function makeGatewayCertificate(
  name: string,
  options: { readonly out?: string },
): Promise<void> {
  if (!/^[a-z0-9-]+\/[a-z0-9-]+$/.test(name))
    fail(`"${name}" is not <site>/<gateway>, for example riverside/gw-b1.`);
  const folder = folderOf(options.out);
  const made = await (await tools()).makeCertificate(folder, { for: "gateway", name }, Date.now());
  if (!made.ok) fail(made.problem);
  console.log(
    `for           ${name}\ncertificate   ${made.value.cert}\nkey           ${made.value.key}\non the gateway: --ca ${join(folder, "ca.crt")} --cert ${made.value.cert} --key ${made.value.key}`,
  );
}

function reachedBy(): string[] {
  const addresses = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => address);
  return [...new Set([hostname(), "localhost", "127.0.0.1", ...addresses])];
}
