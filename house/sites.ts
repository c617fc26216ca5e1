import { Subject } from "rxjs";
import type { Sites } from "../api/index.ts";
import {
  type AssetModel,
  buildModel,
  diffSites,
  type SiteChange,
  type SiteFile,
  type SiteStore,
  type StoredSite,
} from "../facility/assets/index.ts";
import type { EquipmentType } from "../facility/catalog/index.ts";
import { type Clock, done, problem, type Result } from "../facility/units/index.ts";
import { derivedProblems } from "../rules/index.ts";
import type { Log } from "./log.ts";

/** A model whose derived points can be computed, too. */
function usableModel(files: readonly SiteFile[], types: readonly EquipmentType[]): Result<AssetModel> {
  const model = buildModel(files, types);
  if (!model.ok) return model;
  const wrong = derivedProblems(model.value);
  return wrong.length === 0 ? model : problem(wrong.join("\n"));
}

export interface SiteBookOptions {
  readonly store: SiteStore;
  /** Sites that join when the store does not have them yet. */
  readonly files: readonly SiteFile[];
  readonly types: readonly EquipmentType[];
  readonly clock: Clock;
  readonly log: Pick<Log, "info" | "warn">;
}

/** The sites of the house and the model made of them; every change is checked, stored, and then followed by all. */
export class SiteBook implements Sites {
  readonly changed = new Subject<AssetModel>();
  readonly #options: SiteBookOptions;
  #stored: readonly StoredSite[];
  #model: AssetModel;
  #stamp: string;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    options: SiteBookOptions,
    stored: readonly StoredSite[],
    model: AssetModel,
    stamp: string,
  ) {
    this.#options = options;
    this.#stored = stored;
    this.#model = model;
    this.#stamp = stamp;
  }

  static async open(options: SiteBookOptions): Promise<Result<SiteBook>> {
    const { store, files, types, clock, log } = options;
    const before = await store.list();
    if (!before.ok) return before;
    const joining: SiteFile[] = [];
    for (const file of files) {
      const known = before.value.find((stored) => stored.file.site.id === file.site.id);
      if (!known) joining.push(file);
      else if (diffSites(known.file, file).length > 0)
        log.info(
          `site ${file.site.id} is kept in the data folder and differs from its file; "import <file>" shows and applies the differences`,
        );
    }
    const twice = joining.find((file, i) => joining.findIndex((other) => other.site.id === file.site.id) < i);
    if (twice) return problem(`Two files describe site ${twice.site.id}. Leave one of them out.`);
    const model = usableModel([...before.value.map(({ file }) => file), ...joining], types);
    if (!model.ok) return model;
    for (const file of joining) {
      const written = await store.write(file, { at: clock(), by: "site.yaml", expected: 0 });
      if (!written.ok) return written;
    }
    const stored = await store.list();
    if (!stored.ok) return stored;
    return done(new SiteBook(options, stored.value, model.value, await store.stamp()));
  }

  model = (): AssetModel => this.#model;

  list(): readonly StoredSite[] {
    return this.#stored;
  }

  preview(file: SiteFile): Result<readonly SiteChange[]> {
    const built = this.#built(file);
    return built.ok ? done(diffSites(this.#find(file)?.file, file)) : built;
  }

  apply: Sites["apply"] = (file, { by, expected }) =>
    this.#inTurn(async () => {
      const before = this.#find(file);
      const model = this.#built(file);
      if (!model.ok) return { ...model, why: "invalid" };
      const changes = diffSites(before?.file, file);
      // Applied twice is applied once: nothing is written where nothing changes.
      if (changes.length === 0 && before) return { ok: true, value: { stored: before, changes } };
      const written = await this.#options.store.write(file, { at: this.#options.clock(), by, expected });
      if (!written.ok) return { ...written, why: "changed-meanwhile" };
      const known = before !== undefined;
      this.#stored = known
        ? this.#stored.map((each) => (each === before ? written.value : each))
        : [...this.#stored, written.value];
      this.#stamp = await this.#options.store.stamp();
      this.#follow(model.value);
      return { ok: true, value: { stored: written.value, changes } };
    });

  /** Another process may have changed the store: the command line does. */
  lookAgain(): Promise<void> {
    return this.#inTurn(async () => {
      const stamp = await this.#options.store.stamp();
      if (stamp === this.#stamp) return;
      const stored = await this.#options.store.list();
      const model = stored.ok
        ? usableModel(
            stored.value.map(({ file }) => file),
            this.#options.types,
          )
        : stored;
      this.#stamp = stamp;
      if (!stored.ok || !model.ok) {
        const why = stored.ok ? (model.ok ? "" : model.problem) : stored.problem;
        this.#options.log.warn(`the changed sites cannot be used, the ones before stay: ${why}`);
        return;
      }
      this.#stored = stored.value;
      this.#follow(model.value);
    });
  }

  #find(file: SiteFile): StoredSite | undefined {
    return this.#stored.find((stored) => stored.file.site.id === file.site.id);
  }

  #built(file: SiteFile): Result<AssetModel> {
    const before = this.#find(file);
    const files = this.#stored.map((stored) => (stored === before ? file : stored.file));
    return usableModel(before ? files : [...files, file], this.#options.types);
  }

  #follow(model: AssetModel): void {
    this.#model = model;
    this.changed.next(model);
  }

  /** One change after the other. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
