import { connect, createServer, type Socket } from "node:net";
import { AlarmList } from "../../api/contract/index.ts";
import { openTestHouse, PASSWORD } from "../support/house.ts";

/** The server that the browser tests look at. */
export interface Target {
  readonly url: string;
  readonly who: { readonly username: string; readonly password: string };
  /** Cuts and mends the line to the server; not where the server is one's own. */
  readonly unplug?: (out: boolean) => void;
  /** How long a played fault may take until its alarm is on the screen, ms. */
  readonly patienceMs: number;
  close(): Promise<void>;
}

/**
 * A server of one's own (`WATCHKEEPER_URL`, `WATCHKEEPER_USERNAME`, `WATCHKEEPER_PASSWORD`: a demo with an account
 * of an engineer or above), otherwise the demo estate itself with a freshly built console, behind a line that can be cut.
 */
export async function openTarget(): Promise<Target> {
  const { WATCHKEEPER_URL: url, WATCHKEEPER_USERNAME, WATCHKEEPER_PASSWORD } = process.env;
  const patienceMs = 60_000;
  if (url)
    return {
      url,
      who: { username: WATCHKEEPER_USERNAME ?? "admin", password: WATCHKEEPER_PASSWORD ?? "" },
      patienceMs,
      close: async () => undefined,
    };
  const estate = await openTestHouse({ console: true });
  const trouble = await estate.house.consoleBuilt;
  if (trouble) throw new Error(trouble);
  // The first order of the house, WO-000001.
  await estate.post("/api/orders", {
    key: "an-order-to-look-at",
    asset: "riverside.b1-booster-1",
    title: "Look at the coupling",
    checklist: [{ kind: "check", id: "coupling", title: { en: "Coupling is sound", zh: "联轴器完好" } }],
  });
  // A paper that has ended, for the manager to renew; the demo's past has the same.
  const paper = await estate.put("/api/maintenance/certificates", {
    ...{ id: "person-eng-chen", site: "riverside", kind: "person", holder: "eng.chen" },
    title: { en: "High-voltage electrician", zh: "高压电工作业证" },
    ...{ number: "T-330104-2207", issued: "2023-11-20", until: "2026-11-20" },
  });
  if (!paper.ok) throw new Error(`the certificate was refused: ${await paper.text()}`);
  // Something to look at: a passenger calls, a phase sags. The fire is for the tests to play.
  for (const scenario of ["alarm-button", "phase-sag"])
    await estate.post(`/api/demo/scenarios/${scenario}/play`, {});
  for (;;) {
    const { alarms } = await estate.get("/api/alarms", AlarmList);
    if (alarms.length >= 2) break;
    await new Promise((again) => setTimeout(again, 200));
  }
  const line = await openLine(estate.house.httpPort);
  return {
    url: `http://127.0.0.1:${line.port}`,
    who: { username: "admin", password: PASSWORD },
    unplug: line.unplug,
    patienceMs,
    async close() {
      line.close();
      await estate.close();
    },
  };
}

/** A cable between browser and server: pulled, it ends every connection and takes no new one. */
async function openLine(
  to: number,
): Promise<{ port: number; unplug: (out: boolean) => void; close: () => void }> {
  const ends = new Set<Socket>();
  let out = false;
  const server = createServer((browser) => {
    if (out) return browser.destroy();
    const house = connect(to, "127.0.0.1");
    for (const [end, other] of [
      [browser, house],
      [house, browser],
    ] as const) {
      ends.add(end);
      end.on("error", () => other.destroy());
      end.on("close", () => {
        ends.delete(end);
        other.destroy();
      });
      end.pipe(other);
    }
  });
  const cut = () => {
    for (const end of ends) end.destroy();
  };
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    unplug(pulled) {
      out = pulled;
      if (pulled) cut();
    },
    close() {
      cut();
      server.close();
    },
  };
}
