import { type Logger, pino } from "pino";
import pretty from "pino-pretty";
import type { Settings } from "./settings.ts";

/** pino's logger: parts that only know `info(message)` are handed the same one. */
export type Log = Logger;

/** The log goes to standard error: lines for a person at a terminal, JSON for a machine. */
export function openLog(level: Settings["logLevel"]): Log {
  const stream = process.stderr.isTTY
    ? pretty({ sync: true, destination: 2, ignore: "pid,hostname", translateTime: "SYS:HH:MM:ss" })
    : pino.destination({ fd: 2, sync: true });
  return pino({ level }, stream);
}
