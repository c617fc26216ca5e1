import { Profile } from "../profile.ts";

/** The low byte says what kind of point it is; the high byte, by bits, how it is. */
const kind = (code: number, state: number) => ({ mask: 0x00ff | state, equals: code | state });
const ACTIVE = 1 << 11;
const PRE_ALARM = 1 << 14;
const TROUBLE = 1 << 13;
const DISABLED = 1 << 9;
const FIRE = 0x10;
const SUPERVISORY = [0x30, 0x40];
/** FFh: no point at this address. */
const absent = [{ mask: 0x00ff, equals: 0x00ff }];

/** How many of a loop's 200 addresses are used, by detectors and again by modules. */
const USED = 159;

/**
 * Notifier panel behind a MODBUS-GW: one holding register for each detector, loop n from 40001+400(n−1); here
 * the 159 detectors of one loop, whose number stands for the zone. A panel with more loops has one device
 * entry, and one asset, for each.
 */
const detectorLoop = (loop: number): Profile => {
  const run = (fold: "any" | "count" | "first", where: { mask: number; equals: number }[]) => ({
    fc: 3,
    address: 400 * (loop - 1),
    type: fold === "any" ? "bit" : "u16",
    run: { count: USED, fold, where, except: absent },
  });
  const fire = [kind(FIRE, ACTIVE)];
  return Profile.parse({
    id: `notifier-modbus-gw-loop-${loop}`,
    equipment: "fire-panel",
    label: { en: `Notifier MODBUS-GW, loop ${loop}`, zh: `Notifier MODBUS-GW 第 ${loop} 回路` },
    source: "domain facts §4, Honeywell Notifier MODBUS-GW manual pp. 32, 36, 37, 45",
    maxRegisters: 100,
    registers: [
      { point: "fire", ...run("any", fire) },
      { point: "pre_alarm", ...run("any", [kind(FIRE, PRE_ALARM)]) },
      { point: "fault", ...run("any", [{ mask: TROUBLE, equals: TROUBLE }]) },
      { point: "disabled", ...run("any", [{ mask: DISABLED, equals: DISABLED }]) },
      {
        point: "supervisory",
        ...run(
          "any",
          SUPERVISORY.map((code) => kind(code, ACTIVE)),
        ),
      },
      { point: "detectors_active", ...run("count", fire) },
      { point: "first_zone", ...run("first", fire) },
    ],
    lacks: ["mains"],
  });
};

/** The gateway serves up to ten loops. */
export const notifierModbusGw: readonly Profile[] = Array.from({ length: 10 }, (_, i) => detectorLoop(i + 1));
