import type { SecureContextOptions, TLSSocket } from "node:tls";
import type { Identity } from "./rights.ts";

/** MQTT over TLS. Certificates are handed in; where they come from and when they are renewed is not decided here. */
export interface BrokerTls {
  readonly port: number;
  readonly host?: string;
  readonly context: SecureContextOptions;
  /** Gateways must show a certificate of the CA in `context.ca`, made out to their own name. */
  readonly mutual: boolean;
  /** Calls with each renewed context, for as long as the listener stands. */
  readonly renewed: (use: (context: SecureContextOptions) => void) => void;
}

/** Why a socket may not sign in as this gateway; undefined where it may. Only a TLS socket has a certificate to show. */
export function certificateTrouble(socket: unknown, who: Identity): string | undefined {
  const name = `${who.site}/${who.gateway}`;
  const shown = (socket as Partial<TLSSocket>).getPeerCertificate?.().subject?.CN;
  return String(shown) === name
    ? undefined
    : `the certificate is made out to "${shown ?? "nobody"}", the sign-in says ${name}. Use the gateway's own certificate`;
}
