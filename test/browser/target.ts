import { buildConsole } from "../../dashboards/console/index.ts";
import { fakeSignIn, startFakeServer } from "./fake-server.ts";

/** The server that the browser tests look at. */
export interface Target {
  readonly url: string;
  readonly who: { readonly username: string; readonly password: string };
  /** Cuts and mends the live connection; only the fake server can. */
  readonly unplug?: (out: boolean) => void;
  /** How long a played fault may take until its alarm is on the screen, ms. */
  readonly patienceMs: number;
  close(): Promise<void>;
}

/**
 * A server of one's own (`WATCHKEEPER_URL`, `WATCHKEEPER_USERNAME`, `WATCHKEEPER_PASSWORD`: a demo with an account
 * of an engineer or above), otherwise the fake one with a freshly built console.
 */
export async function openTarget(): Promise<Target> {
  const { WATCHKEEPER_URL: url, WATCHKEEPER_USERNAME, WATCHKEEPER_PASSWORD } = process.env;
  if (url)
    return {
      url,
      who: { username: WATCHKEEPER_USERNAME ?? "admin", password: WATCHKEEPER_PASSWORD ?? "" },
      patienceMs: 60_000,
      close: async () => undefined,
    };
  const built = await buildConsole();
  if (!built.ok) throw new Error(built.problem);
  const server = await startFakeServer({ dist: built.value.folder });
  return { ...server, who: fakeSignIn, patienceMs: 10_000, close: server.close };
}
