import {
  type Channel,
  type DutyDocuments,
  type DutyStore,
  secretFields,
} from "../../facility/oncall/index.ts";
import type { Vault } from "./vault.ts";

/** A duty store whose channels' secrets lie sealed in the store beneath; everything else passes as it is. */
export function sealedDuty(store: DutyStore, vault: Vault, log: { warn(message: string): void }): DutyStore {
  const change = (channel: Channel, turn: (text: string, field: string) => string): Channel => {
    const changed: Record<string, unknown> = { ...channel };
    for (const field of secretFields[channel.kind]) {
      const value = changed[field];
      const shown = typeof value === "string" ? value : JSON.stringify(value);
      if (shown === "" || shown === undefined) continue;
      const turned = turn(shown, `${channel.id} ${field}`);
      // Headers are a table; sealed they are one text.
      changed[field] = field === "headers" && turned.startsWith("{") ? JSON.parse(turned) : turned;
    }
    return changed as Channel;
  };
  return {
    async list(kind) {
      const documents = await store.list(kind);
      if (kind !== "channel") return documents;
      return (documents as Channel[]).map((channel) =>
        change(channel, (sealed, purpose) => {
          const text = vault.open(sealed, purpose);
          if (text === undefined)
            log.warn(
              `the secret of channel ${purpose} cannot be opened: the key in the data folder is another one. Enter it again under channels.`,
            );
          return text ?? "";
        }),
      ) as DutyDocuments[typeof kind][];
    },
    put: (kind, document, by) =>
      store.put(
        kind,
        kind === "channel"
          ? (change(document as Channel, vault.seal) as DutyDocuments[typeof kind])
          : document,
        by,
      ),
    remove: (kind, id) => store.remove(kind, id),
  };
}
