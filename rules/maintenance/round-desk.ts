import {
  failureWords,
  judgeStop,
  type KeptStop,
  type Order,
  type Round,
  type Shelves,
  type StopReport,
  type WorkOrders,
} from "../../facility/maintenance/index.ts";
import type { AssetId, Clock, FileRef, Text } from "../../facility/units/index.ts";

export type StopTaken =
  | { readonly ok: true; readonly value: KeptStop; readonly again: boolean }
  | { readonly ok: false; readonly problems: readonly Text[] };

/** Takes stops of rounds as phones send them, late and perhaps twice; what failed becomes an order. */
export class RoundDesk {
  readonly #shelves: Pick<Shelves, "rounds" | "stops">;
  readonly #orders: WorkOrders;
  readonly #clock: Clock;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(shelves: Pick<Shelves, "rounds" | "stops">, orders: WorkOrders, clock: Clock) {
    this.#shelves = shelves;
    this.#orders = orders;
    this.#clock = clock;
  }

  rounds(site?: string): Promise<readonly Round[]> {
    return this.#shelves.rounds.list({ site });
  }
  async put(round: Round): Promise<void> {
    await this.#shelves.rounds.put({ id: round.id, site: round.site, at: 0, value: round });
  }
  remove(id: string): Promise<void> {
    return this.#shelves.rounds.remove(id);
  }
  stops(query: {
    site?: string | undefined;
    from?: number | undefined;
    to?: number | undefined;
  }): Promise<readonly KeptStop[]> {
    return this.#shelves.stops.list({ ...query, limit: 5_000 });
  }

  /** The same key again answers what was kept the first time. */
  take(report: StopReport, by: string): Promise<StopTaken> {
    const turn = this.#turn.then(async (): Promise<StopTaken> => {
      const known = await this.#shelves.stops.get(report.key);
      if (known) return { ok: true, value: known, again: true };
      const round = await this.#shelves.rounds.get(report.round);
      if (!round)
        return {
          ok: false,
          problems: [{ en: `There is no round ${report.round}.`, zh: `没有巡检路线 ${report.round}。` }],
        };
      const { misfits, failed } = judgeStop(round, report);
      const stop = round.stops.find(({ id }) => id === report.stop);
      if (misfits.length > 0 || !stop) return { ok: false, problems: misfits };
      const orders: { item: string; order: string | undefined }[] = [];
      for (const item of failed) {
        const asked = await this.#orders.request(
          {
            key: `round:${report.key}:${item.id}`,
            site: round.site,
            ...(stop.asset === undefined ? {} : { asset: stop.asset as AssetId }),
            ...failureWords(round, stop, item, report),
            priority: round.basis === "law" ? "high" : "medium",
            source: { kind: "inspection", id: report.run },
          },
          by,
        );
        orders.push({ item: item.id, order: asked.ok ? asked.value.id : undefined });
        if (asked.ok) await this.#attach(asked.value, report.answers[item.id]?.photos ?? [], by);
      }
      const kept: KeptStop = { ...report, site: round.site, by, receivedAt: this.#clock(), failed: orders };
      const asset = stop.asset as AssetId | undefined;
      await this.#shelves.stops.put({ id: report.key, site: round.site, asset, at: report.at, value: kept });
      return { ok: true, value: kept, again: false };
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** What was photographed at the stop lies on its order; a report that is taken in again adds nothing. */
  async #attach({ id, files }: Order, photos: readonly FileRef[], by: string): Promise<void> {
    for (const file of photos)
      if (!files.some((known) => known.id === file.id))
        await this.#orders.act({ id, by, act: { do: "attach", file } });
  }
}
