import type { Aedes } from "aedes";
import type { AssetId } from "../facility/units/index.ts";
import type { BrokerLimits, LimitCounts } from "./limits.ts";

/** What aedes' memory does for us here; aedes leaves it out of its types. */
interface Memory {
  storeRetained(packet: Kept): Promise<unknown>;
  outgoingEnqueue(subscription: { readonly clientId: string }, packet: Kept): Promise<unknown>;
  outgoingEnqueueCombi(
    subscriptions: readonly { readonly clientId: string }[],
    packet: Kept,
  ): Promise<unknown>;
  outgoingClearMessageId(client: { readonly id: string }, packet: object): Promise<Kept | undefined>;
}
interface Kept {
  readonly topic?: string;
  readonly payload?: Buffer | string;
}

/**
 * What the broker keeps in memory on behalf of gateways, each within bounds: the last message of a topic, lasting
 * sessions, and what waits for the absent among them. aedes keeps all of it for ever, so that one gateway that makes up
 * a client id or a topic each time would fill the memory of the house.
 */
export class Keeping {
  readonly #retained = new Map<string, { readonly topics: Map<string, number>; bytes: number }>();
  readonly #sessions = new Map<AssetId, Set<string>>();
  readonly #waiting = new Map<string, { messages: number; bytes: number }>();
  readonly #limits: () => BrokerLimits | undefined;
  readonly #counts: LimitCounts;

  constructor(limits: () => BrokerLimits | undefined, counts: LimitCounts) {
    this.#limits = limits;
    this.#counts = counts;
  }

  /** May this connection have a session that lasts? Else it is a clean one, and told so. */
  mayLast(gateway: AssetId, clientId: string): boolean {
    const own = this.#sessions.get(gateway) ?? new Set();
    this.#sessions.set(gateway, own);
    const limits = this.#limits();
    if (limits && own.size >= limits.sessions && !own.has(clientId)) {
      this.#counts.sessions++;
      return false;
    }
    own.add(clientId);
    return true;
  }

  /** A clean session ends the lasting one of its name. */
  ended(gateway: AssetId, clientId: string): void {
    this.#sessions.get(gateway)?.delete(clientId);
  }

  /** Puts the bounds around aedes' memory. */
  bound(aedes: Aedes): void {
    const memory: Memory = Reflect.get(aedes, "persistence");
    const { storeRetained, outgoingEnqueue, outgoingEnqueueCombi, outgoingClearMessageId } = memory;
    memory.storeRetained = async (packet) =>
      this.#mayRetain(packet) ? await storeRetained.call(memory, packet) : undefined;
    memory.outgoingEnqueue = async (subscription, packet) =>
      this.#mayWait(subscription.clientId, packet)
        ? await outgoingEnqueue.call(memory, subscription, packet)
        : undefined;
    memory.outgoingEnqueueCombi = async (subscriptions, packet) => {
      const within = subscriptions.filter(({ clientId }) => this.#mayWait(clientId, packet));
      return await outgoingEnqueueCombi.call(memory, within, packet);
    };
    memory.outgoingClearMessageId = async (client, packet) => {
      const gone = await outgoingClearMessageId.call(memory, client, packet);
      if (gone) this.#left(client.id, gone);
      return gone;
    };
  }

  #mayRetain({ topic = "", payload }: Kept): boolean {
    const limits = this.#limits();
    const owner = ownerOf(topic);
    const own = this.#retained.get(owner) ?? { topics: new Map<string, number>(), bytes: 0 };
    this.#retained.set(owner, own);
    const size = sizeOf(payload);
    const before = own.topics.get(topic);
    const bytes = own.bytes - (before ?? 0) + size;
    const isOneMore = size > 0 && before === undefined;
    if (
      limits &&
      size > 0 &&
      ((isOneMore && own.topics.size >= limits.retained) || bytes > limits.retainedBytes)
    ) {
      this.#counts.retained++;
      return false;
    }
    own.bytes = bytes;
    // An empty message takes the last one away.
    if (size === 0) own.topics.delete(topic);
    else own.topics.set(topic, size);
    return true;
  }

  #mayWait(clientId: string, { payload }: Kept): boolean {
    const limits = this.#limits();
    const own = this.#waiting.get(clientId) ?? { messages: 0, bytes: 0 };
    const bytes = own.bytes + sizeOf(payload);
    if (limits && (own.messages >= limits.waiting || bytes > limits.waitingBytes)) {
      this.#counts.waiting++;
      return false;
    }
    this.#waiting.set(clientId, { messages: own.messages + 1, bytes });
    return true;
  }

  #left(clientId: string, { payload }: Kept): void {
    const own = this.#waiting.get(clientId);
    if (!own) return;
    own.messages--;
    own.bytes -= sizeOf(payload);
    if (own.messages <= 0) this.#waiting.delete(clientId);
  }
}

const sizeOf = (payload: Buffer | string | undefined): number => payload?.length ?? 0;

/** `facility/<site>/<gateway>/…` and `spBv1.0/<site>/<type>/<gateway>…` are the gateway's; the host's state is its own. */
function ownerOf(topic: string): string {
  const [root, site, third, fourth] = topic.split("/");
  return `${site}/${root === "spBv1.0" ? fourth : third}`;
}
