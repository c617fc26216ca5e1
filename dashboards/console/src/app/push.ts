import type { z } from "zod";
import type { PushKey } from "../../../../api/contract/index.ts";
import type { Lang } from "../laws/language.ts";
import { call } from "./api.ts";
import { getPreferences } from "./preference-store.ts";

export type PushState = z.infer<typeof PushKey>;

/** Can this browser take push messages at all? Only over https, or on this very machine. */
export const canPush = (): boolean =>
  "serviceWorker" in navigator && "PushManager" in window && window.isSecureContext;

/** The worker that shows pushed pages; it speaks the person's language where there is no network either. */
export const worker = (lang: Lang = getPreferences().lang) =>
  navigator.serviceWorker.register(`/sw.js?lang=${lang}`);

export async function isSubscribed(): Promise<boolean> {
  if (!canPush()) return false;
  return (await (await worker()).pushManager.getSubscription()) !== null;
}

const bytesOf = (key: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(key.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

/** Asks the person, the browser and the server; each may say no. */
export async function subscribe(): Promise<void> {
  const { key } = await call<PushState>("GET", "/api/oncall/push");
  const registration = await worker();
  await navigator.serviceWorker.ready;
  const made = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(key),
  });
  const { endpoint, keys } = made.toJSON();
  await call<void>("POST", "/api/oncall/push", { endpoint, keys, label: navigator.userAgent.slice(0, 200) });
}

export async function unsubscribe(): Promise<void> {
  const registration = await worker();
  const held = await registration.pushManager.getSubscription();
  if (!held) return;
  await call<void>("POST", "/api/oncall/push/end", { endpoint: held.endpoint });
  await held.unsubscribe();
}
