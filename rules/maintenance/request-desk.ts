import { createHash, randomBytes, randomUUID } from "node:crypto";
import { Subject } from "rxjs";
import type { Asset } from "../../facility/assets/index.ts";
import {
  erased,
  isAtWork,
  isUrgent,
  moveRequest,
  mustErase,
  type Order,
  type OrderAct,
  type OrderChanged,
  type ResidentWords,
  type ServiceRequest,
  type Shelves,
  stateNeedsHands,
  type WorkOrders,
  whatLabels,
} from "../../facility/maintenance/index.ts";
import { type AssetId, type Clock, type FileRef, type Text, text } from "../../facility/units/index.ts";

export interface RequestDeskOptions {
  readonly shelves: Pick<Shelves, "requests">;
  readonly orders: WorkOrders;
  /** Erases a photo. */
  readonly forget: (file: string) => Promise<unknown>;
  readonly clock: Clock;
  readonly log: { warn(message: string): void };
}

const EVERY_MS = 3_600_000;
const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/**
 * Work that a resident's words belong to: hands are still needed on that equipment, for something that went wrong.
 * What is done already did not help; a visit that comes round by plan is about something else.
 */
const isSameTrouble = (order: Order, asset: AssetId): boolean =>
  order.asset === asset && order.source.kind !== "plan" && stateNeedsHands(order);

/** Residents' requests: joined to an order, followed by a private link, forgotten in time. */
export class RequestDesk {
  readonly changed = new Subject<ServiceRequest>();
  readonly #options: RequestDeskOptions;
  readonly #following: { unsubscribe(): void };
  readonly #timer: NodeJS.Timeout;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: RequestDeskOptions) {
    this.#options = options;
    this.#following = options.orders.changed.subscribe((changed) => {
      void this.#inTurn(() => this.#followOrder(changed));
    });
    this.#timer = setInterval(() => void this.forgetOld(), EVERY_MS);
    this.#timer.unref();
  }

  /** Takes a request in and joins it to the open order for trouble with that asset, whoever asked for it, or opens one. */
  take(asked: {
    readonly asset: Asset;
    readonly words: ResidentWords;
    readonly photos: readonly FileRef[];
    readonly condition: ServiceRequest["condition"];
  }): Promise<{ readonly request: ServiceRequest; readonly secret: string }> {
    return this.#inTurn(async () => {
      const { asset, words, photos, condition } = asked;
      const { orders, clock } = this.#options;
      const id = `RQ-${randomUUID().slice(0, 8)}`;
      const secret = randomBytes(18).toString("base64url");
      // One fault, one order: five people in front of one lift are five requests on it.
      const joined = orders.open().find((order) => isSameTrouble(order, asset.id));
      const label = whatLabels[words.what];
      const priority = isUrgent(words) ? "high" : "medium";
      const opened = joined
        ? undefined
        : await orders.request(
            {
              key: `resident:${id}`,
              site: asset.site,
              asset: asset.id,
              title: text(`${asset.name.en}: ${label.en}`, `${asset.name.zh}：${label.zh}`),
              description: words.words,
              priority,
              source: { kind: "resident", id },
            },
            "resident",
          );
      const order = joined?.id ?? (opened?.ok ? opened.value.id : undefined);
      if (joined) {
        const tell = (act: OrderAct) => orders.act({ id: joined.id, by: "resident", act });
        await tell({ do: "comment", words: `${id}: ${words.words}` });
        // Somebody stuck must not wait behind a noise.
        if (priority === "high" && (joined.priority === "medium" || joined.priority === "low"))
          await tell({ do: "set-priority", priority });
      }
      const request: ServiceRequest = {
        id,
        site: asset.site,
        asset: asset.id,
        what: words.what,
        words: words.words,
        language: words.language,
        at: clock(),
        order,
        secretHash: hashOf(secret),
        contact: words.phone === undefined ? undefined : { phone: words.phone },
        photos,
        condition,
        state: joined && isAtWork(joined) ? { is: "in-work", since: clock() } : { is: "received" },
        answers: [],
      };
      await this.#keep(request);
      return { request, secret };
    });
  }

  /** By its private link; undefined where the secret is not this request's. */
  async bySecret(id: string, secret: string): Promise<ServiceRequest | undefined> {
    const request = await this.#options.shelves.requests.get(id);
    return request && request.secretHash === hashOf(secret) ? request : undefined;
  }
  list(site?: string): Promise<readonly ServiceRequest[]> {
    return this.#options.shelves.requests.list({ site, limit: 500 });
  }
  get(id: string): Promise<ServiceRequest | undefined> {
    return this.#options.shelves.requests.get(id);
  }

  /** The reporter says that it is fixed, or that it is not: then its order comes back with its history. */
  answer(id: string, fixed: boolean, words: string): Promise<ServiceRequest | undefined> {
    return this.#inTurn(async () => {
      const request = await this.get(id);
      if (!request) return undefined;
      const at = this.#options.clock();
      const answers =
        words === "" ? request.answers : [...request.answers, { at, by: "resident" as const, words }];
      if (fixed) return this.#keep(moveRequest({ ...request, answers }, { is: "confirmed", at }));
      const said = words === "" ? text("not fixed", "未修好") : text(words, words);
      const order = (await this.#backToWork(request, said)) ?? request.order;
      return this.#keep(moveRequest({ ...request, answers }, { is: "reopened", at, words }, order));
    });
  }

  /** Reopens the request's order or tells it there; where it was called off or never was, another is opened. */
  async #backToWork(request: ServiceRequest, said: Text): Promise<string | undefined> {
    const { orders, clock } = this.#options;
    const { id } = request;
    const order = request.order === undefined ? undefined : await orders.get(request.order);
    const why = text(`${id}: ${said.en}`, `${id}：${said.zh}`);
    if (order && order.state.is !== "cancelled") {
      const over = order.state.is === "done" || order.state.is === "verified" || order.state.is === "closed";
      const act: OrderAct = over
        ? { do: "reopen", why }
        : { do: "comment", words: `${id}: ${request.language === "zh" ? said.zh : said.en}` };
      await orders.act({ id: order.id, by: "resident", act });
      return order.id;
    }
    const what = whatLabels[request.what];
    const opened = await orders.request(
      {
        key: `resident:${id}:${clock()}`,
        site: request.site,
        asset: request.asset,
        title: text(`Not fixed: ${what.en}`, `未修好：${what.zh}`),
        description: `${request.words} · ${request.language === "zh" ? said.zh : said.en}`,
        priority: "medium",
        source: { kind: "resident", id },
      },
      "resident",
    );
    return opened.ok ? opened.value.id : undefined;
  }

  /** The desk answers the reporter, or sets the request aside with a reason, which its order is told too. */
  reply(id: string, words: string, dismiss: boolean, by: string): Promise<ServiceRequest | undefined> {
    return this.#inTurn(async () => {
      const request = await this.get(id);
      if (!request) return undefined;
      const at = this.#options.clock();
      const answered = { ...request, answers: [...request.answers, { at, by: "desk" as const, words }] };
      if (!dismiss) return this.#keep(answered);
      const { orders } = this.#options;
      const order = request.order === undefined ? undefined : await orders.get(request.order);
      // Whoever would go there learns that the reporter's part of it was answered.
      if (order && stateNeedsHands(order))
        await orders.act({
          id: order.id,
          by,
          act: { do: "comment", words: `${id} set aside · 报修已关闭: ${words}` },
        });
      return this.#keep(moveRequest(answered, { is: "dismissed", at, reason: words }));
    });
  }

  /** Erases the phone number and the photos at once: on the reporter's own wish, or a manager's. */
  forget(id: string): Promise<ServiceRequest | undefined> {
    return this.#inTurn(async () => {
      const request = await this.get(id);
      if (!request) return undefined;
      for (const { id: file } of request.photos) await this.#options.forget(file);
      return this.#keep(erased(request, this.#options.clock()));
    });
  }
  async forgetOld(): Promise<number> {
    const now = this.#options.clock();
    const due = (await this.#options.shelves.requests.list()).filter((request) => mustErase(request, now));
    for (const { id } of due) await this.forget(id);
    return due.length;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#following.unsubscribe();
    await this.#turn;
    this.changed.complete();
  }

  async #followOrder({ order, event }: OrderChanged): Promise<void> {
    if (event.on !== "act") return;
    const { act, at } = event;
    // A resident's own "not fixed" has said it already, and how.
    const again = act.do === "reopen" && event.by !== "resident";
    if (act.do !== "start" && act.do !== "finish" && act.do !== "cancel" && !again) return;
    if (order.source.kind !== "resident" && order.asset === undefined) return;
    const requests = (await this.#options.shelves.requests.list({ site: order.site })).filter(
      (request) =>
        request.order === order.id && request.state.is !== "confirmed" && request.state.is !== "dismissed",
    );
    for (const request of requests)
      await this.#keep(
        moveRequest(
          request,
          act.do === "start" || act.do === "reopen"
            ? { is: "in-work", since: at }
            : act.do === "finish"
              ? { is: "fixed", at }
              : { is: "dismissed", at, reason: act.reason },
        ),
      );
  }

  async #keep(request: ServiceRequest): Promise<ServiceRequest> {
    const { id, site, asset, at } = request;
    await this.#options.shelves.requests.put({ id, site, asset, at, value: request });
    this.changed.next(request);
    return request;
  }
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch((error: unknown) => this.#options.log.warn(`requests: ${String(error)}`));
    return turn;
  }
}
