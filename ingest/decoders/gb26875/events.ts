import type { EventMessage } from "../../../broker/contract/index.ts";
import type { Instant } from "../../../facility/units/index.ts";
import { type Item, isPreAlarm, type StateBits } from "./body.ts";
import type { PanelTime } from "./frame.ts";

/** States worth an event, the gravest first; a component in several gives the first. */
const order = [
  "fire",
  "fault",
  "supervisory",
  "disabled",
  "mainsFault",
  // A device that answers still carries the bit that it was started.
  "feedback",
  "started",
  "delay",
] as const;
const codes: Readonly<Record<(typeof order)[number], string>> = {
  fire: "fire",
  fault: "fault",
  supervisory: "supervisory",
  disabled: "disabled",
  mainsFault: "supply-fault",
  started: "started",
  feedback: "feedback",
  delay: "delay",
};
const codeOf = (state: StateBits): string => {
  const known = order.find((name) => state[name]);
  return known ? codes[known] : state.reset ? "reset" : state.test ? "test" : "normal";
};

/** An object as a coded event of the panel; undefined for what the points already say in full. */
export function eventOf(item: Item, panelTime: PanelTime, at: Instant): EventMessage | undefined {
  const base = { at, scheme: "gb26875" };
  const details = { panelTime: shown(panelTime) };
  switch (item.is) {
    case "system-state": {
      const { systemType, systemAddress, state } = item;
      return { ...base, code: `system-${codeOf(state)}`, details: { ...details, systemType, systemAddress } };
    }
    case "component-state": {
      const { systemType, systemAddress, componentType, zone, point, state, description } = item;
      return {
        ...base,
        code: isPreAlarm(componentType, state) ? "pre-alarm" : codeOf(state),
        ...(description ? { text: description } : {}),
        details: { ...details, systemType, systemAddress, componentType, zone, point, test: state.test },
      };
    }
    case "operation":
    case "transmitter-operation": {
      const code = `operation-${item.operations.join("-") || "none"}`;
      return { ...base, code, details: { ...details, operator: item.operator } };
    }
    case "analogue": {
      const { zone, point, quantity, value } = item;
      return { ...base, code: "analogue", details: { ...details, zone, point, quantity, value } };
    }
    case "transmitter-state":
    case "other":
      return undefined;
    default:
      return item satisfies never;
  }
}

const two = (n: number): string => String(n).padStart(2, "0");
const shown = ({ year, month, day, hour, minute, second }: PanelTime): string =>
  `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
