import { asyncScheduler, type Observable, type SchedulerLike, type Subscription } from "rxjs";
import type { AssetModel } from "../../facility/assets/index.ts";
import {
  assignedNotice,
  certificateNotices,
  contractNotice,
  dayOf,
  overdueNotices,
  requestNotice,
  type ServiceRequest,
  type Shelves,
  stockNotice,
  type WorkOrders,
} from "../../facility/maintenance/index.ts";
import type { Notice, Notifier } from "../../facility/oncall/index.ts";
import { type AssetId, type Clock, type Text, text } from "../../facility/units/index.ts";
import type { StockKeeper } from "./stock-keeper.ts";

export interface TellerOptions {
  readonly orders: WorkOrders;
  readonly shelves: Pick<Shelves, "contracts" | "certificates" | "requests">;
  readonly requests: { readonly changed: Observable<ServiceRequest> };
  readonly stock: Pick<StockKeeper, "list" | "changed">;
  readonly notifier: Pick<Notifier, "send" | "member">;
  readonly model: () => AssetModel;
  readonly clock: Clock;
  readonly scheduler?: SchedulerLike;
  readonly log: { warn(message: string): void };
}

const EVERY_MS = 60_000;
/** The first look waits until the start has had its disk and processor. */
const FIRST_MS = 20_000;
/** Papers end by days, stock is told when it moves: an hour is soon enough to look at all of them. */
const PAPERS_EVERY = 60;

/**
 * Tells people what maintenance has for them. What happens is told at once; and what may have been lost with a crash
 * is looked for again each minute: a notice's key makes it one, however often it is said.
 */
export class Teller {
  readonly #options: TellerOptions;
  readonly #timer: Subscription;
  readonly #following: readonly { unsubscribe(): void }[];
  /** Told since the start; the notifier knows the rest. */
  readonly #told = new Set<string>();
  #looks = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(options: TellerOptions) {
    this.#options = options;
    const { orders, requests, stock } = options;
    const teller = this;
    this.#timer = (options.scheduler ?? asyncScheduler).schedule(function () {
      teller.look();
      this.schedule(undefined, EVERY_MS);
    }, FIRST_MS);
    this.#following = [
      orders.changed.subscribe(({ order, event }) => {
        if (event.on === "act" && (event.act.do === "assign" || event.act.do === "reopen"))
          this.#queue(() => this.#assigned(order.id));
      }),
      requests.changed.subscribe((request) => this.#queue(() => this.#request(request))),
      stock.changed.subscribe((site) => this.#queue(() => this.#stock(site))),
    ];
  }

  /** Looks at everything that may have to be told; resolves when it is durable. */
  look(): Promise<void> {
    const papers = this.#looks++ % PAPERS_EVERY === 0;
    return this.#queue(async () => {
      const { orders, clock, shelves, model } = this.#options;
      for (const order of orders.open())
        for (const notice of overdueNotices(order, clock())) await this.#send(notice);
      if (!papers) return;
      const day = clock() - 86_400_000;
      for (const { id, changedAt } of orders.open()) if (changedAt > day) await this.#assigned(id);
      for (const { id } of model().sites) {
        // A request of last week that was not told is no news any more.
        for (const request of await shelves.requests.list({ site: id, from: day }))
          await this.#request(request);
        await this.#papers(id);
        await this.#stock(id);
      }
    });
  }

  async close(): Promise<void> {
    this.#timer.unsubscribe();
    for (const following of this.#following) following.unsubscribe();
    await this.#turn;
  }

  async #assigned(id: string): Promise<void> {
    const { orders, clock } = this.#options;
    const order = await orders.get(id);
    if (order?.state.is !== "assigned") return;
    const given = (await orders.journal(id)).filter(
      (event) => event.on === "act" && (event.act.do === "assign" || event.act.do === "reopen"),
    );
    // Whoever takes an order himself need not be told that he has it.
    if (given.at(-1)?.by === order.state.to) return;
    const place = order.asset === undefined ? text("", "") : this.#nameOf(order.asset);
    await this.#send(assignedNotice(order, place, given.length, clock()));
  }
  #request(request: ServiceRequest): Promise<void> {
    return this.#send(requestNotice(request, this.#nameOf(request.asset), this.#options.clock()));
  }
  async #papers(site: string): Promise<void> {
    const { shelves, clock, model, notifier } = this.#options;
    const now = clock();
    const today = dayOf(now, model().sites.find(({ id }) => id === site)?.timeZone ?? "UTC");
    for (const contract of await shelves.contracts.list({ site }))
      await this.#send(contractNotice(contract, today, now));
    for (const certificate of await shelves.certificates.list({ site })) {
      const { holder, kind } = certificate;
      const name =
        (kind === "person" ? notifier.member(holder)?.name : undefined) ?? this.#nameOf(holder as AssetId);
      for (const notice of certificateNotices(certificate, today, name, now)) {
        // Somebody without an on-call profile cannot be told; the managers are.
        if (notice.audience.to === "person" && !notifier.member(notice.audience.id)) continue;
        await this.#send(notice);
      }
    }
  }
  async #stock(site: string): Promise<void> {
    for (const standing of await this.#options.stock.list(site))
      await this.#send(stockNotice(standing, this.#options.clock()));
  }

  #nameOf(asset: AssetId): Text {
    return this.#options.model().assets.get(asset)?.name ?? text(asset, asset);
  }
  async #send(notice: Notice | undefined): Promise<void> {
    if (!notice || this.#told.has(notice.key)) return;
    await this.#options.notifier.send(notice);
    this.#told.add(notice.key);
  }
  #queue(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(() =>
      work().catch((error: unknown) =>
        this.#options.log.warn(`maintenance could not tell somebody: ${String(error)}`),
      ),
    );
    return this.#turn;
  }
}
