import { filter, firstValueFrom, map, type Observable, race, timer } from "rxjs";
import { type CommandMessage, type CommandResult, commandTopic } from "../../broker/contract/index.ts";
import type { AssetModel } from "../../facility/assets/index.ts";
import type { AuditDetails, AuditStore } from "../../facility/audit/index.ts";
import {
  type AssetId,
  type Clock,
  done,
  type PointId,
  problem,
  type Result,
} from "../../facility/units/index.ts";

/** How long a command may be under way, to the device and back. */
const PATIENCE_MS = 10_000;

export interface CommanderOptions {
  readonly model: () => AssetModel;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly online: (gateway: AssetId) => boolean;
  readonly publish: (topic: string, payload: string) => Promise<void>;
  readonly results: Observable<{ readonly gateway: AssetId; readonly result: CommandResult }>;
  /** Each command is written down before it goes out; one that cannot be is not given. */
  readonly audit: Pick<AuditStore, "append">;
  readonly log: { info(fields: object, message: string): void };
  readonly patienceMs?: number;
}

/** Gives commands to gateways and waits for what became of them. Everything is written to the audit: who, what, outcome. */
export class Commander {
  readonly #options: CommanderOptions;

  constructor(options: CommanderOptions) {
    this.#options = options;
  }

  async command(order: {
    readonly point: PointId;
    readonly value: number | boolean;
    readonly by: string;
    /** What it was when the person decided. */
    readonly before?: number | boolean;
    readonly expect?: Readonly<Record<string, number | boolean>>;
  }): Promise<Result<CommandResult>> {
    const {
      model,
      clock,
      newId,
      online,
      publish,
      results,
      audit,
      log,
      patienceMs = PATIENCE_MS,
    } = this.#options;
    const written = (act: "command.given" | "command.answered", details: AuditDetails) =>
      audit.append({ at: clock(), actor: order.by, act, subject: order.point, details });
    const point = model().point(order.point);
    if (!point) return problem(`There is no point ${order.point}.`, `没有测点 ${order.point}。`);
    if (!point.type.writable)
      return problem(
        `${order.point} is only observed; it cannot be written.`,
        `${order.point} 为只读测点，不能写入。`,
      );
    const gateway = point.asset.monitoredBy;
    if (!gateway)
      return problem(
        `No gateway of ours reaches ${point.asset.id}. Name it under a gateway.`,
        `没有网关接入 ${point.asset.id}，请将其加入某个网关。`,
      );
    if (!online(gateway))
      return problem(
        `Gateway ${gateway} is not connected, so nothing was sent. Try again when it is back.`,
        `网关 ${gateway} 未连接，指令未下发，请待其恢复后重试。`,
      );

    const { site, slug } = point.asset;
    const message: CommandMessage = {
      id: newId(),
      point: point.type.name,
      value: order.value,
      expiresAt: clock() + patienceMs,
      ...(order.expect ? { expect: order.expect } : {}),
    };
    await written("command.given", {
      command: message.id,
      value: order.value,
      before: order.before ?? null,
      expect: order.expect ? JSON.stringify(order.expect) : null,
    });
    const answer = firstValueFrom(
      race(
        results.pipe(
          filter(({ gateway: from, result }) => from === gateway && result.id === message.id),
          map(({ result }) => done(result)),
        ),
        timer(patienceMs).pipe(
          map(() =>
            problem(
              `Gateway ${gateway} did not answer within ${patienceMs / 1_000} s. It may have been done: look at the value before you repeat it.`,
              `网关 ${gateway} 在 ${patienceMs / 1_000} 秒内未应答，指令可能已执行，重试前请先查看当前值。`,
            ),
          ),
        ),
      ),
      { defaultValue: problem("The program is closing. Look at the value before you repeat it.") },
    );
    const of = { command: message.id, point: order.point, value: order.value, by: order.by };
    log.info(of, "command given");
    await publish(commandTopic(site, gateway.slice(site.length + 1), slug), JSON.stringify(message));
    const outcome = await answer;
    log.info({ ...of, outcome: outcome.ok ? outcome.value : outcome.problem }, "command answered");
    const {
      outcome: is,
      reason,
      detail,
      readBack,
    } = outcome.ok
      ? outcome.value
      : { outcome: "unanswered", reason: undefined, detail: outcome.problem, readBack: undefined };
    await written("command.answered", {
      command: message.id,
      outcome: is,
      reason: reason ?? null,
      detail: detail ?? null,
      readBack: readBack ?? null,
    });
    return outcome;
  }
}
