import { type DBSchema, openDB } from "idb";
import type { OrderView } from "../../../../api/contract/index.ts";
import type { OrderActInput } from "../../../../facility/maintenance/index.ts";
import { type FileRef, FileType } from "../../../../facility/units/index.ts";
import type { Held } from "../laws/held-order.ts";
import { Trouble } from "./api.ts";
import { actOnOrder, keepFile } from "./work-api.ts";

/** An act as it lies on the phone: its key makes it happen once, however often it is sent. */
export interface HeldAct extends Held {
  readonly id: number;
  readonly order: string;
  readonly key: string;
  readonly state: "waiting" | "refused";
  /** Meant for the other orders of the visit as well. */
  readonly together?: boolean;
  /** Why the server refused it. */
  readonly problem?: string;
}

interface Store extends DBSchema {
  orders: { key: string; value: OrderView };
  acts: { key: number; value: Omit<HeldAct, "id"> };
  files: { key: string; value: { readonly ref: FileRef; readonly blob: Blob } };
}

const opened = () =>
  openDB<Store>("watchkeeper-orders", 1, {
    upgrade(db) {
      db.createObjectStore("orders", { keyPath: "id" });
      db.createObjectStore("acts", { autoIncrement: true });
      db.createObjectStore("files");
    },
  });
let database: ReturnType<typeof opened> | undefined;
const db = () => {
  database ??= opened();
  return database;
};

export const keepOrder = async (order: OrderView): Promise<void> => {
  await (await db()).put("orders", order);
};
export const orderOnPhone = async (id: string): Promise<OrderView | undefined> =>
  (await db()).get("orders", id);

/** Pictures on this phone that the server may not have yet, by id. */
const urls = new Map<string, string>();
/** Where a file is shown from: this phone while it waits, else the server. */
export const urlOf = (id: string): string => urls.get(id) ?? `/api/files/${id}`;

/** Keeps a file: at the server where it can be reached, else on this phone, under the id that it will have there. */
export async function holdFile(blob: Blob, name: string): Promise<FileRef> {
  try {
    return await keepFile(blob, name);
  } catch (error) {
    const type = FileType.safeParse(blob.type);
    if (!(error instanceof Trouble) || error.status !== 0 || !type.success) throw error;
    // A file's id is the hash of its bytes, here as there.
    const hash = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
    const id = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const ref: FileRef = { id, name, type: type.data, bytes: blob.size };
    await (await db()).put("files", { ref, blob }, id);
    urls.set(id, URL.createObjectURL(blob));
    return ref;
  }
}

/** Sends the files that a value names and this phone still holds. Sent twice a file is one. */
export async function sendFilesOf(value: unknown): Promise<void> {
  if (typeof value !== "object" || value === null) return;
  const store = await db();
  const id = "id" in value && typeof value.id === "string" ? value.id : undefined;
  const held = id === undefined ? undefined : await store.get("files", id);
  if (id !== undefined && held) {
    await keepFile(held.blob, held.ref.name);
    await store.delete("files", id);
  }
  for (const one of Object.values(value)) await sendFilesOf(one);
}

/** On the phone's disk when it resolves; nothing is lost from then on. */
export async function holdAct(
  order: string,
  act: OrderActInput,
  by: string,
  together: boolean,
): Promise<void> {
  const [at, key] = [Date.now(), crypto.randomUUID()];
  const held = { order, act, by, at, key, state: "waiting" as const, ...(together ? { together } : {}) };
  await (await db()).add("acts", held);
  tell();
}
export async function heldActs(order: string): Promise<HeldAct[]> {
  const store = await db();
  const [keys, values] = await Promise.all([store.getAllKeys("acts"), store.getAll("acts")]);
  for (const { ref, blob } of await store.getAll("files"))
    if (!urls.has(ref.id)) urls.set(ref.id, URL.createObjectURL(blob));
  return values.flatMap((value, i) => (value.order === order ? [{ ...value, id: keys[i] ?? 0 }] : []));
}
/** What the server refused is set aside by whoever did it. */
export async function dropAct(id: number): Promise<void> {
  await (await db()).delete("acts", id);
  tell();
}

const listeners = new Set<() => void>();
const tell = (): void => {
  for (const told of listeners) told();
};
export const watchHeld = (told: () => void): (() => void) => {
  listeners.add(told);
  return () => void listeners.delete(told);
};

export type Sent = "sent" | "offline" | "signed-out";
let sending: Promise<Sent> | undefined;

/**
 * Sends what waits, in the order in which it was done. An act leaves the phone only when the server has said that it
 * has it; sent again after a lost answer, its key makes it the same act.
 */
export function sendHeld(arrived: (order: OrderView) => void): Promise<Sent> {
  sending ??= send(arrived).finally(() => {
    sending = undefined;
    tell();
  });
  return sending;
}

async function send(arrived: (order: OrderView) => void): Promise<Sent> {
  const store = await db();
  for (;;) {
    const keys = await store.getAllKeys("acts");
    const values = await store.getAll("acts");
    const at = values.findIndex(({ state }) => state === "waiting");
    const [id, held] = [keys[at], values[at]];
    if (id === undefined || !held) return "sent";
    try {
      await sendFilesOf(held.act);
      const order = await actOnOrder(held.order, {
        act: held.act,
        key: held.key,
        ...(held.together ? { together: true } : {}),
      });
      await store.delete("acts", id);
      await store.put("orders", order);
      arrived(order);
      tell();
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      if (error.status === 401) return "signed-out";
      if (error.status === 0 || error.status === 429 || error.status >= 500) return "offline";
      await store.put("acts", { ...held, state: "refused", problem: error.detail ?? error.message }, id);
      tell();
    }
  }
}
