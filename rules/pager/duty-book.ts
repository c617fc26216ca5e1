import { Subject } from "rxjs";
import type {
  Chain,
  Channel,
  DutyDocuments,
  DutyKind,
  DutySettings,
  DutyStore,
  PushSubscriptions,
  Roster,
  Rota,
  Route,
  StaffGroup,
  StaffId,
  StaffMember,
} from "../../facility/oncall/index.ts";
import { type Clock, instant, nameInBoth, type Text, text } from "../../facility/units/index.ts";

/** An account of the API, as far as on-call cares. */
export interface Account {
  readonly username: string;
  readonly name: string;
  readonly role: "viewer" | "technician" | "engineer" | "manager" | "admin";
}

export type Put = { readonly ok: true } | { readonly ok: false; readonly problem: Text };

type Documents = { [K in DutyKind]: DutyDocuments[K][] };

const USUAL: DutySettings = { publicUrl: "", heartbeat: null, linkHours: 12, keepDays: 400 };

/** An account that nobody has written a profile for is on duty all the same, by its role (fail open). */
const profileOf = ({ username, name, role }: Account): StaffMember | undefined =>
  role === "viewer"
    ? undefined
    : {
        id: username,
        name: nameInBoth(name),
        roles:
          role === "technician" ? ["technician", "desk"] : role === "engineer" ? ["engineer"] : ["manager"],
        sites: [],
        language: "zh",
        timeZone: "Asia/Shanghai",
        certificates: [],
        contacts: [],
        away: false,
      };

/** A route that was written before assets had tags asks for none. */
const withTags = (route: Route): Route => {
  const { tags }: Partial<Route["match"]> = route.match;
  return tags ? route : { ...route, match: { ...route.match, tags: [] } };
};

/** People, rotas, groups, chains, routes and channels, in memory; every change goes through here to the store. */
export class DutyBook {
  readonly changed = new Subject<DutyKind>();
  readonly #store: DutyStore;
  readonly #accounts: () => Promise<readonly Account[]>;
  readonly #push: PushSubscriptions;
  readonly #clock: Clock;
  #known: readonly Account[] = [];
  #subscribed: ReadonlySet<StaffId> = new Set();
  #documents: Documents = {
    staff: [],
    rota: [],
    group: [],
    chain: [],
    route: [],
    channel: [],
    settings: [],
  };
  #roster: Roster | undefined;

  private constructor(options: DutyBookOptions) {
    this.#store = options.store;
    this.#accounts = options.accounts;
    this.#push = options.push;
    this.#clock = options.clock;
  }

  static async open(options: DutyBookOptions): Promise<DutyBook> {
    const book = new DutyBook(options);
    const kinds = ["staff", "rota", "group", "chain", "route", "channel", "settings"] as const;
    for (const kind of kinds) await book.#load(kind);
    await book.refresh();
    return book;
  }

  async #load<K extends DutyKind>(kind: K): Promise<void> {
    this.#documents[kind] = (await this.#store.list(kind)) as Documents[K];
    if (kind === "route") this.#documents.route = this.#documents.route.map(withTags);
  }

  /** Looks again who has an account and who takes push messages. */
  async refresh(): Promise<void> {
    this.#known = await this.#accounts();
    this.#subscribed = new Set((await this.#push.all()).map(({ person }) => person));
    this.#roster = undefined;
  }

  roster(): Roster {
    if (this.#roster) return this.#roster;
    const staff = new Map<StaffId, StaffMember>();
    for (const account of this.#known) {
      const made = profileOf(account);
      if (made) staff.set(made.id, made);
    }
    for (const member of this.#documents.staff) staff.set(member.id, member);
    // A browser that asked for pages gets them first, named among the person's ways or not.
    const push = this.#documents.channel.find(({ kind, enabled }) => kind === "webpush" && enabled);
    if (push)
      for (const [id, member] of staff)
        if (this.#subscribed.has(id) && !member.contacts.some(({ channel }) => channel === push.id))
          staff.set(id, {
            ...member,
            contacts: [{ channel: push.id, address: "", afterMinutes: 0 }, ...member.contacts],
          });
    this.#roster = { staff, rotas: this.#documents.rota, groups: this.#documents.group };
    return this.#roster;
  }

  chains(): readonly Chain[] {
    return this.#documents.chain;
  }
  routes(): readonly Route[] {
    return this.#documents.route;
  }
  channels(): readonly Channel[] {
    return this.#documents.channel;
  }
  channel(id: string): Channel | undefined {
    return this.#documents.channel.find((channel) => channel.id === id);
  }
  /** Can something be sent there now? */
  readonly isUsable = (id: string): boolean => this.channel(id)?.enabled === true;
  /** Written profiles only, without those made from accounts. */
  profiles(): readonly StaffMember[] {
    return this.#documents.staff;
  }
  rotas(): readonly Rota[] {
    return this.#documents.rota;
  }
  groups(): readonly StaffGroup[] {
    return this.#documents.group;
  }
  settings(): DutySettings {
    return { ...USUAL, ...this.#documents.settings[0] };
  }

  /** Writes a document, new or changed; refused where it names what is not there. */
  async put<K extends DutyKind>(kind: K, document: DutyDocuments[K], by: string): Promise<Put> {
    const wrong = this.#misfit(kind, document);
    if (wrong) return { ok: false, problem: wrong };
    const list = this.#documents[kind];
    const found = list.findIndex(({ id }) => id === document.id);
    const position = found < 0 ? list.length : found;
    await this.#store.put(kind, document, { by, at: instant(this.#clock()), position });
    this.#documents[kind] = (
      found < 0 ? [...list, document] : list.map((one, i) => (i === found ? document : one))
    ) as Documents[K];
    this.#roster = undefined;
    this.changed.next(kind);
    return { ok: true };
  }

  /** The routes in this order from now on; those not named are gone. */
  async putRoutes(routes: readonly Route[], by: string): Promise<Put> {
    for (const route of routes) {
      const wrong = this.#misfit("route", route);
      if (wrong) return { ok: false, problem: wrong };
    }
    const at = instant(this.#clock());
    for (const [position, route] of routes.entries())
      await this.#store.put("route", route, { by, at, position });
    for (const { id } of this.#documents.route)
      if (!routes.some((route) => route.id === id)) await this.#store.remove("route", id);
    this.#documents.route = [...routes];
    this.changed.next("route");
    return { ok: true };
  }

  async remove<K extends DutyKind>(kind: K, id: string): Promise<Put> {
    const users = this.#usersOf(kind, id);
    if (users.length > 0)
      return {
        ok: false,
        problem: text(
          `It is used by ${users.join(", ")}. Change that first.`,
          `仍被 ${users.join("、")} 使用，请先修改。`,
        ),
      };
    if (!(await this.#store.remove(kind, id)))
      return {
        ok: false,
        problem: text("There is no such entry. Load the page again.", "该条目不存在，请刷新页面。"),
      };
    const left: { readonly id: string }[] = this.#documents[kind].filter((one) => one.id !== id);
    this.#documents[kind] = left as Documents[K];
    this.#roster = undefined;
    this.changed.next(kind);
    return { ok: true };
  }

  #misfit<K extends DutyKind>(kind: K, document: DutyDocuments[K]): Text | undefined {
    if (kind === "route") {
      const { chain } = document as Route;
      if (!this.#documents.chain.some(({ id }) => id === chain))
        return text(
          `There is no chain ${chain}. Choose one of the list.`,
          `升级链 ${chain} 不存在，请重新选择。`,
        );
    }
    if (kind === "channel") {
      const { fallback, id } = document as Channel;
      if (fallback === id) return text("A channel cannot stand in for itself.", "通道不能以自身作为备用。");
      if (fallback !== undefined && !this.channel(fallback))
        return text(`There is no channel ${fallback}.`, `通道 ${fallback} 不存在。`);
    }
    if (kind === "rota") {
      const rota = document as Rota;
      const staff = this.roster().staff;
      const named = [
        ...rota.layers.flatMap(({ people }) => people),
        ...rota.overrides.flatMap(({ people }) => people),
        ...rota.holidays.flatMap(({ people }) => people),
      ];
      const unknown = named.find((person) => !staff.has(person));
      if (unknown !== undefined)
        return text(`Nobody has the id ${unknown}.`, `没有编号为 ${unknown} 的人员。`);
    }
    return undefined;
  }

  #usersOf(kind: DutyKind, id: string): string[] {
    if (kind === "chain")
      return this.#documents.route.filter(({ chain }) => chain === id).map((one) => one.id);
    if (kind === "channel")
      return this.#documents.channel.filter(({ fallback }) => fallback === id).map((one) => one.id);
    if (kind === "staff")
      return this.#documents.rota
        .filter(({ layers }) => layers.some(({ people }) => people.includes(id)))
        .map((one) => one.id);
    return [];
  }
}

export interface DutyBookOptions {
  readonly store: DutyStore;
  readonly accounts: () => Promise<readonly Account[]>;
  readonly push: PushSubscriptions;
  readonly clock: Clock;
}
