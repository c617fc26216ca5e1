import { Subject } from "rxjs";
import {
  type KeptPart,
  movesOfOrder,
  type Order,
  type Shelves,
  type StockMove,
  type StockPart,
  type StockStanding,
  standingOfPart,
  type WorkOrders,
} from "../../facility/maintenance/index.ts";
import type { Clock } from "../../facility/units/index.ts";

/** Moves looked through for one site; years of them. */
const MOST_MOVES = 50_000;

/**
 * Keeps the store of spare parts: what an order uses leaves it, by moves that are named after the order's lines, so
 * that a line is taken out once, whatever was lost between the order and the store.
 */
export class StockKeeper {
  /** Site whose stock has moved. */
  readonly changed = new Subject<string>();
  readonly #shelves: Pick<Shelves, "parts" | "partMoves">;
  readonly #clock: Clock;
  readonly #log: { warn(message: string): void };
  readonly #following: { unsubscribe(): void };
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    shelves: Pick<Shelves, "parts" | "partMoves">,
    orders: Pick<WorkOrders, "open" | "changed">,
    clock: Clock,
    log: { warn(message: string): void },
  ) {
    this.#shelves = shelves;
    this.#clock = clock;
    this.#log = log;
    this.#following = orders.changed.subscribe(({ order, event }) => {
      if (event.on === "act" && event.act.do === "use-part") void this.#book(order, event.by);
    });
    for (const order of orders.open()) if (order.parts.length > 0) void this.#book(order, order.openedBy);
  }

  async list(site: string): Promise<readonly StockStanding[]> {
    await this.#turn;
    const [parts, moves] = await Promise.all([
      this.#shelves.parts.list({ site }),
      this.#shelves.partMoves.list({ site, limit: MOST_MOVES }),
    ]);
    const byPart = new Map<string, StockMove[]>();
    for (const move of moves) byPart.set(move.part, [...(byPart.get(move.part) ?? []), move]);
    return parts
      .map((part) => standingOfPart(part, byPart.get(part.id) ?? []))
      .toSorted((a, b) => Number(b.low) - Number(a.low) || (a.part.name.en < b.part.name.en ? -1 : 1));
  }
  /** What came and went of one part, newest first. */
  async moves(site: string, part: string): Promise<readonly StockMove[]> {
    await this.#turn;
    const all = await this.#shelves.partMoves.list({ site, limit: MOST_MOVES });
    return all.filter((move) => move.part === part).toReversed();
  }

  /** Its count holds from now on, where it is another than before or the part is new. */
  put(part: StockPart): Promise<void> {
    return this.#inTurn(async () => {
      const known = await this.#shelves.parts.get(`${part.site}/${part.id}`);
      const countedAt = known && known.counted === part.counted ? known.countedAt : this.#clock();
      await this.#keep({ ...part, countedAt });
    });
  }
  /** Somebody counted: whatever was written before, so many are there now. */
  count(site: string, id: string, counted: number): Promise<boolean> {
    return this.#inTurn(async () => {
      const known = await this.#shelves.parts.get(`${site}/${id}`);
      if (!known) return false;
      await this.#keep({ ...known, counted, countedAt: this.#clock() });
      return true;
    });
  }
  /** The same id again changes nothing. */
  move(move: Omit<StockMove, "at">): Promise<boolean> {
    return this.#inTurn(async () => {
      if (!(await this.#shelves.parts.get(`${move.site}/${move.part}`))) return false;
      await this.#write([{ ...move, at: this.#clock() }]);
      return true;
    });
  }
  remove(site: string, id: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.#shelves.parts.remove(`${site}/${id}`);
      this.changed.next(site);
    });
  }

  /** Resolves when what was begun is on disk. */
  async settled(): Promise<void> {
    await this.#turn;
  }
  async close(): Promise<void> {
    this.#following.unsubscribe();
    await this.#turn;
    this.changed.complete();
  }

  #book(order: Order, by: string): Promise<void> {
    return this.#inTurn(() => this.#write(movesOfOrder(order, this.#clock(), by))).catch((error: unknown) =>
      this.#log.warn(`${order.id}: its parts could not be taken from the stock: ${String(error)}`),
    );
  }
  async #write(moves: readonly StockMove[]): Promise<void> {
    for (const move of moves) {
      if (await this.#shelves.partMoves.get(move.id)) continue;
      await this.#shelves.partMoves.put({ id: move.id, site: move.site, at: move.at, value: move });
      this.changed.next(move.site);
    }
  }
  async #keep(part: KeptPart): Promise<void> {
    // Slugs of two sites may be the same word.
    await this.#shelves.parts.put({
      id: `${part.site}/${part.id}`,
      site: part.site,
      at: part.countedAt,
      value: part,
    });
    this.changed.next(part.site);
  }
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
