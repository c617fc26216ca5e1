import { randomUUID } from "node:crypto";
import { dingtalkSender } from "../adapters/dingtalk/index.ts";
import { emailSender } from "../adapters/email/index.ts";
import { feishuSender } from "../adapters/feishu/index.ts";
import { type AdjustableOutbound, openOutbound } from "../adapters/outbound/index.ts";
import type { State } from "../adapters/sql/index.ts";
import { openVault, sealedDuty, type Vault } from "../adapters/vault/index.ts";
import { webhookSender } from "../adapters/webhook/index.ts";
import { openVapid, type Vapid, webpushSender } from "../adapters/webpush/index.ts";
import { wecomSender } from "../adapters/wecom/index.ts";
import type { AssetModel } from "../facility/assets/index.ts";
import { agreedArrival, type Contract, dayOf } from "../facility/maintenance/index.ts";
import type { Agreements } from "../facility/oncall/index.ts";
import type { Clock } from "../facility/units/index.ts";
import { type AlarmDesk, DutyBook, DutyUpkeep, HEARTBEAT, Heartbeat, Pager } from "../rules/index.ts";
import type { Log } from "./log.ts";

export interface OnCallOptions {
  readonly data: string;
  readonly state: State;
  readonly desk: AlarmDesk;
  readonly model: () => AssetModel;
  readonly contracts: () => readonly Contract[];
  /** Addresses inside the network that channels may reach. */
  readonly outboundAllow: readonly string[];
  /** Where the console is reached, until a person sets it. */
  readonly publicUrl?: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** Everything of on call that the house and its API need. */
export interface OnCall {
  readonly book: DutyBook;
  readonly pager: Pager;
  readonly heartbeat: Heartbeat;
  readonly vault: Vault;
  readonly vapid: Vapid;
  readonly outbound: AdjustableOutbound;
  readonly agreements: Agreements;
  close(): Promise<void>;
}

const PING_MS = 10_000;

/** Opens the pager on the desk: it goes on where it stood, and pages what nobody has been told of. */
export async function openOnCall(options: OnCallOptions): Promise<OnCall> {
  const { data, state, desk, model, clock, log } = options;
  const vault = openVault(data);
  const vapid = openVapid(data);
  const outbound = openOutbound(options.outboundAllow);
  const { duty, calls, push } = state.oncall;
  const book = await DutyBook.open({
    store: sealedDuty(duty, vault, log),
    accounts: async () => (await state.people.list()).filter(({ closedAt }) => closedAt === undefined),
    push,
    clock,
  });
  if (options.publicUrl !== undefined && book.settings().publicUrl === "")
    await book.put(
      "settings",
      { ...book.settings(), id: "settings", publicUrl: options.publicUrl },
      "environment",
    );
  const subject = () => {
    const { publicUrl } = book.settings();
    return publicUrl.startsWith("https:") ? publicUrl : "mailto:watchkeeper@localhost.localdomain";
  };
  const agreements: Agreements = ({ contractor, alarm, at }) => {
    const person = book.roster().staff.get(contractor);
    const zone = model().sites.find(({ id }) => id === alarm.site)?.timeZone ?? "Asia/Shanghai";
    return person && agreedArrival(options.contracts(), person, alarm, dayOf(at, zone));
  };
  const pager = await Pager.open({
    desk,
    model,
    book,
    store: calls,
    senders: {
      email: emailSender(),
      webhook: webhookSender(outbound, clock),
      wecom: wecomSender(outbound),
      dingtalk: dingtalkSender(outbound, clock),
      feishu: feishuSender(outbound, clock),
      webpush: webpushSender(outbound, push, vapid, subject),
    },
    agreements,
    sign: (what, until) => vault.sign(what, until),
    newId: randomUUID,
    clock,
    log,
  });
  const upkeep = new DutyUpkeep({ book, pager, store: calls, clock, log });
  const heartbeat = new Heartbeat({
    lastTest: async (channel) =>
      (await calls.deliveries({ channel, person: HEARTBEAT, limit: 1 }))[0]?.queuedAt,
    book,
    pager,
    ping: async (url) => {
      const answer = await outbound.request({ url, method: "GET", signal: AbortSignal.timeout(PING_MS) });
      if (answer.status < 200 || answer.status > 299) throw new Error(`HTTP ${answer.status}`);
    },
    ill: () =>
      [desk.trouble && `journal: ${desk.trouble}`, pager.trouble && `pager: ${pager.trouble}`].find(
        (trouble) => trouble !== null,
      ) ?? undefined,
    site: () => model().sites[0]?.id ?? "",
    clock,
    log,
  });
  return {
    book,
    pager,
    heartbeat,
    vault,
    vapid,
    outbound,
    agreements,
    async close() {
      await upkeep.close();
      await heartbeat.close();
      await pager.close();
    },
  };
}
