import { readdir, stat, statfs } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { openDuckDb } from "../../adapters/duckdb/index.ts";
import { openState } from "../../adapters/sql/index.ts";
import { openDataFolder } from "../data-folder.ts";
import { type Settings, stateOf } from "../settings.ts";
import { readTlsFiles } from "../tls/index.ts";

/** What a check found: all is well, something to look at, or something that must be mended; and what to do. */
export interface Finding {
  readonly check: string;
  readonly is: "well" | "look" | "mend";
  readonly says: string;
}

const well = (check: string, says: string): Finding => ({ check, is: "well", says });
const look = (check: string, says: string): Finding => ({ check, is: "look", says });
const mend = (check: string, says: string): Finding => ({ check, is: "mend", says });

const GB = 2 ** 30;
const DAY_MS = 86_400_000;

/** Before this program was written; a clock that says so has lost its battery or its time server. */
const FIRST_RELEASE = Date.parse("2026-11-01T00:00:00Z");

export function checkClock(now: number): Finding {
  return now < FIRST_RELEASE
    ? mend(
        "clock",
        `The clock says ${new Date(now).toISOString()}. Set it, and let a time server keep it: timedatectl set-ntp true.`,
      )
    : well("clock", new Date(now).toISOString());
}

export async function checkFolder({ data }: Settings): Promise<Finding[]> {
  const opened = await openDataFolder(data);
  if (!opened.ok) return [mend("data folder", opened.problem)];
  const { mode } = await stat(data);
  const { bavail, bsize } = await statfs(data);
  const free = (bavail * bsize) / GB;
  return [
    mode & 0o077
      ? look("data folder", `Others may look into ${data}, which holds keys. Do: chmod 700 ${data}`)
      : well("data folder", data),
    free < 1
      ? mend(
          "disk",
          `Only ${free.toFixed(1)} GB are free. Below that nothing is acknowledged soon: make room.`,
        )
      : free < 10
        ? look("disk", `${free.toFixed(0)} GB are free. Make room, or shorten the retention under Settings.`)
        : well("disk", `${free.toFixed(0)} GB free`),
  ];
}

/** Whether somebody listens: the server, when it runs; anybody else is in its way. */
export async function checkPorts(
  { httpPort, mqttPort, broker, tls }: Settings,
  running: boolean,
): Promise<Finding[]> {
  const ports = [
    ["console port", httpPort, "WATCHKEEPER_HTTP_PORT"],
    ...(tls ? ([["HTTPS port", tls.httpsPort, "WATCHKEEPER_HTTPS_PORT"]] as const) : []),
    ...(tls && broker === undefined
      ? ([["MQTT TLS port", tls.mqttsPort, "WATCHKEEPER_MQTTS_PORT"]] as const)
      : []),
    ...(broker === undefined ? ([["gateway port", mqttPort, "WATCHKEEPER_MQTT_PORT"]] as const) : []),
  ] as const;
  return Promise.all(
    ports.map(async ([check, port, setting]) => {
      const taken = await listens(port);
      if (running)
        return taken
          ? well(check, `${port}, served`)
          : mend(check, `The server runs, but nobody answers at ${port}. Look at its log.`);
      return taken
        ? mend(check, `Another program has port ${port}. Stop it, or set ${setting} to a free port.`)
        : well(check, `${port} is free`);
    }),
  );
}

function listens(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect({ port, host: "127.0.0.1", timeout: 2_000 });
    const end = (open: boolean) => {
      socket.destroy();
      answer(open);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}

/** Opens (SQLite looks itself through) and reads what must be without a gap: the alarm journal and the audit chain. */
export async function checkState(settings: Settings, now: number): Promise<Finding[]> {
  const opened = await openState(stateOf(settings));
  if (!opened.ok) return [mend("state", opened.problem)];
  const state = opened.value;
  try {
    const [{ sequence }, newest, verdict, people] = await Promise.all([
      state.journal.counters(),
      state.journal.history({ limit: 1 }),
      state.audit.verify(),
      state.people.list(),
    ]);
    const last = newest[0]?.alarm;
    return [
      well("state", "opens, tables up to date"),
      last && last.changedAt > now + DAY_MS
        ? mend(
            "alarm journal",
            `Its newest line is of ${new Date(last.changedAt).toISOString()}, in the future. Set the clock.`,
          )
        : well("alarm journal", `${sequence} lines`),
      verdict.ok
        ? well("audit log", `${verdict.rows} rows, chain whole`)
        : mend(
            "audit log",
            `Row ${verdict.sequence} is not what was written (${verdict.why}). Compare with the last good backup; find out who had access.`,
          ),
      people.some(({ role, closedAt }) => role === "admin" && closedAt === undefined)
        ? well("administrator", "there is one")
        : look("administrator", "Nobody is administrator. Do: npm start -- user add <name> --role admin"),
    ];
  } finally {
    await state.close();
  }
}

export async function checkReadings({ data, readings }: Settings, running: boolean): Promise<Finding> {
  if (readings !== undefined) {
    const waiting = await readdir(join(data, "spool")).catch(() => []);
    return well("readings", `kept by a server; ${waiting.length} spool files on this machine`);
  }
  // Only one process may have the file open.
  if (running) return well("readings", "in use by the running server, which tells its state at /readyz");
  const opened = await openDuckDb(join(data, "readings.duckdb"));
  if (!opened.ok) return mend("readings", opened.problem);
  const count = await opened.value.count();
  await opened.value.close();
  return well("readings", `${count} stored`);
}

export async function checkBackups({ backups }: Settings, now: number): Promise<Finding> {
  if (!backups)
    return look("backup", "None is made by itself. Set WATCHKEEPER_BACKUP_FOLDER, best on another disk.");
  const names = (await readdir(backups.folder).catch(() => [])).filter((name) =>
    /^watchkeeper-.*\.tar$/.test(name),
  );
  const newest = names.sort().at(-1);
  if (!newest) return look("backup", `${backups.folder} holds none yet. The next is made at 02:30.`);
  const age = (now - (await stat(join(backups.folder, newest))).mtimeMs) / DAY_MS;
  return age > 1.5
    ? mend(
        "backup",
        `The newest, ${newest}, is ${age.toFixed(1)} days old. Look at the log for why none was made since.`,
      )
    : well("backup", newest);
}

/** Days before its end at which a certificate is spoken of, and at which it is urgent. */
const SOON_DAYS = 30;
const URGENT_DAYS = 7;

export async function checkCertificates({ tls }: Settings, now: number): Promise<Finding[]> {
  if (!tls)
    return [
      look(
        "TLS",
        "Console and gateways speak unencrypted. Set WATCHKEEPER_TLS_CERT and WATCHKEEPER_TLS_KEY, or put a proxy with TLS in front: docs/security.md.",
      ),
    ];
  const read = await readTlsFiles(tls);
  if (!read.ok) return [mend("certificate", read.problem)];
  return read.value.certificates.map(({ which, subject, endsAt }) => {
    const check = which === "server" ? "certificate" : "gateways' CA";
    const days = Math.floor((endsAt - now) / DAY_MS);
    const renew =
      which === "server" ? "Renew it; the running server takes new files by itself." : "Renew it.";
    if (endsAt <= now)
      return mend(check, `${subject} ended on ${day(endsAt)}: browsers and gateways refuse it. ${renew}`);
    if (days < URGENT_DAYS)
      return mend(check, `${subject} ends on ${day(endsAt)}, in ${days} days. ${renew}`);
    return days < SOON_DAYS
      ? look(check, `${subject} ends on ${day(endsAt)}, in ${days} days. ${renew}`)
      : well(check, `${subject}, good until ${day(endsAt)}`);
  });
}

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
