import { assetId, type Instant, type PointId, PointName, pointId, Slug } from "../../facility/units/index.ts";

/** A point that a known gateway sends and the site does not have: offered to a person, not dropped in silence. */
export interface Offer {
  /** `<site>/<gateway>/<asset>/<point>` */
  readonly id: string;
  readonly gateway: string;
  readonly asset: string;
  readonly point: string;
  /** True where the asset itself is unknown to the site. */
  readonly newAsset: boolean;
  readonly value: number | boolean | string | null;
  readonly count: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** Who said that it is not wanted; it is counted on, but offered no more. */
  readonly dismissedBy: string | null;
}

/** Keeps the offers over a restart. */
export interface OfferStore {
  load(): Promise<Offer[]>;
  save(offers: readonly Offer[]): Promise<void>;
}

/** A gateway with more unknown points than this is set up wrongly; the newest of them say enough. */
const MOST = 1_000;

/** What was sent and is not in the model, by name. Values that no point could have are not offered. */
export class Offers {
  /** Whether the site has such a point by now: then it is adopted, and offered no more. */
  readonly #isKnown: (id: PointId) => boolean;
  readonly #offers = new Map<string, Offer>();
  readonly #changed = new Set<string>();
  /** Offers turned away because the list was full. */
  overflow = 0;

  constructor(isKnown: (id: PointId) => boolean = () => false) {
    this.#isKnown = isKnown;
  }

  load(offers: readonly Offer[]): void {
    for (const offer of offers) this.#offers.set(offer.id, offer);
  }

  take(heard: {
    readonly gateway: string;
    readonly asset: string;
    readonly newAsset: boolean;
    readonly values: unknown;
    readonly now: Instant;
  }): void {
    const { gateway, asset, newAsset, values, now } = heard;
    if (typeof values !== "object" || values === null || !Slug.safeParse(asset).success) return;
    for (const [point, value] of Object.entries(values)) {
      const id = `${gateway}/${asset}/${point}`;
      const before = this.#offers.get(id);
      if (!before && !PointName.safeParse(point).success) continue;
      if (!before && this.#offers.size >= MOST) {
        this.overflow++;
        continue;
      }
      this.#offers.set(id, {
        id,
        gateway,
        asset,
        point,
        newAsset,
        value: shown(value),
        count: (before?.count ?? 0) + 1,
        firstAt: before?.firstAt ?? now,
        lastAt: now,
        dismissedBy: before?.dismissedBy ?? null,
      });
      this.#changed.add(id);
    }
  }

  /** What waits for a person, newest first. */
  list(): Offer[] {
    return [...this.#offers.values()]
      .filter((offer) => offer.dismissedBy === null && !this.#isKnown(pointOf(offer)))
      .sort((a, b) => b.lastAt - a.lastAt || (a.id < b.id ? -1 : 1));
  }

  /** False when there is no such offer. */
  dismiss(id: string, by: string): boolean {
    const offer = this.#offers.get(id);
    if (!offer) return false;
    this.#offers.set(id, { ...offer, dismissedBy: by });
    this.#changed.add(id);
    return true;
  }

  /** What is new since the last call, for the store. */
  takeChanged(): Offer[] {
    const changed = [...this.#changed].flatMap((id) => this.#offers.get(id) ?? []);
    this.#changed.clear();
    return changed;
  }

  /** Puts back what could not be saved, to be saved with the next. */
  putBack(offers: readonly Offer[]): void {
    for (const { id } of offers) this.#changed.add(id);
  }
}

/** The id the point has once the site has it. */
const pointOf = ({ gateway, asset, point }: Offer): PointId =>
  pointId(assetId(gateway.split("/")[0] ?? "", asset), point);

const shown = (value: unknown): Offer["value"] => {
  if (typeof value === "number" || typeof value === "boolean" || value === null) return value;
  return (typeof value === "string" ? value : (JSON.stringify(value) ?? "")).slice(0, 80);
};
