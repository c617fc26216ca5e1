import { join } from "node:path";
import { type DuckDbReadings, openDuckDb, type Patience } from "../adapters/duckdb/index.ts";
import { openInflux } from "../adapters/influx/index.ts";
import { openSpool, type SpooledReadings, type SpoolOptions } from "../adapters/spool/index.ts";
import type { ReadingStore } from "../facility/readings/index.ts";
import { done, type Result } from "../facility/units/index.ts";

export interface Readings {
  readonly store: ReadingStore;
  /** Only where the readings' files are ours to keep. */
  readonly archive?: DuckDbReadings;
  /** Only where the store is a server: what stands in front of it, and the server's address without secrets. */
  readonly remote?: { readonly spool: SpooledReadings; readonly shown: string };
}

/** DuckDB in the data folder; or, by address, InfluxDB with a durable spool in front. */
export async function openReadings(
  options: {
    readonly data: string;
    readonly address: string | undefined;
    readonly patience?: Patience;
  } & Pick<SpoolOptions, "clock" | "log" | "refused" | "budgetBytes">,
): Promise<Result<Readings>> {
  if (options.address === undefined) {
    const opened = await openDuckDb(join(options.data, "readings.duckdb"), options.patience);
    return opened.ok ? done({ store: opened.value, archive: opened.value }) : opened;
  }
  const influx = openInflux(options.address);
  if (!influx.ok) return influx;
  const spool = openSpool({ ...options, store: influx.value, folder: join(options.data, "spool") });
  if (!spool.ok) return spool;
  return done({ store: spool.value, remote: { spool: spool.value, shown: influx.value.shown } });
}
