import type { Call } from "../../facility/oncall/index.ts";
import type { CallView } from "../contract/index.ts";
import type { OnCallPort } from "../oncall-port.ts";
import { callView } from "../routes/index.ts";
import { type SiteScope, seesSite } from "../scope/index.ts";

/** A console that watches calls. */
interface Watcher {
  readonly data: { readonly username: string; readonly scope: SiteScope | undefined };
  emit(event: "calls", calls: CallView[]): unknown;
  emit(event: "ring", ring: { call: CallView; kind: string; mine: boolean }): unknown;
}

/** Hands each call on as it changes, and rings where somebody is told; tells the pager how many consoles there are. */
export function feedCalls(
  oncall: OnCallPort | undefined,
  watchers: () => readonly Watcher[],
): { unsubscribe(): void } {
  if (!oncall) return { unsubscribe: () => undefined };
  const { pager } = oncall;
  const whoSee = ({ site }: Call) => watchers().filter(({ data }) => seesSite(data.scope, site));
  pager.consoles = () => watchers().length;
  const changed = pager.changed.subscribe((call: Call) => {
    for (const watcher of whoSee(call))
      watcher.emit("calls", [callView(call, watcher.data.username, oncall)]);
  });
  const rung = pager.rung.subscribe(({ call, kind, people }) => {
    for (const watcher of whoSee(call)) {
      const { username } = watcher.data;
      watcher.emit("ring", { call: callView(call, username, oncall), kind, mine: people.includes(username) });
    }
  });
  return {
    unsubscribe() {
      changed.unsubscribe();
      rung.unsubscribe();
      pager.consoles = () => 0;
    },
  };
}
