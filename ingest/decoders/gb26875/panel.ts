import { type Item, isPreAlarm, type StateBits } from "./body.ts";

interface Component {
  readonly componentType: number;
  readonly zone: number;
  readonly state: StateBits;
}

/** What the frames so far say about one fire panel. Undefined or absent: not told yet, which is not "no". */
export interface PanelState {
  /** By system type and address. */
  readonly systems: Readonly<Record<string, StateBits>>;
  /** Components that are in some state worth knowing, in the order in which they came. */
  readonly components: ReadonlyMap<string, Component>;
  /** By the panel's word or the transmitter's. */
  readonly transmitter?: { readonly fire: boolean; readonly fault: boolean; readonly mainsFault: boolean };
  readonly heard: boolean;
}

export const quietPanel: PanelState = { systems: {}, components: new Map(), heard: false };

type Class = "fire" | "fault" | "disabled" | "supervisory";
const classes: readonly Class[] = ["fire", "fault", "disabled", "supervisory"];

/**
 * One object of a frame. The certified panel latches; we mirror it: a fire ends when the panel says so of the
 * component, takes back its own fire state, or is reset. Bit 0 (test) changes nothing: the published sample of a
 * smoke alarm carries it.
 */
export function tell(panel: PanelState, item: Item): PanelState {
  switch (item.is) {
    case "system-state": {
      const key = systemKey(item);
      const before = panel.systems[key];
      const { state } = item;
      const ended = classes.filter((kind) => state.reset || (before?.[kind] && !state[kind]));
      return {
        ...panel,
        heard: true,
        systems: { ...panel.systems, [key]: state },
        components: without(panel.components, `${key}/`, ended),
      };
    }
    case "component-state": {
      const key = `${systemKey(item)}/${item.componentType}/${item.zone}/${item.point}`;
      const components = new Map(panel.components);
      const { state } = item;
      // Kept in its place, so that the first in alarm stays the first.
      const { componentType, zone } = item;
      if (isWorthKnowing({ componentType, zone, state })) components.set(key, { componentType, zone, state });
      else components.delete(key);
      return { ...panel, heard: true, components };
    }
    case "operation": {
      if (!item.operations.includes("reset")) return panel;
      const key = systemKey(item);
      const { [key]: _, ...systems } = panel.systems;
      return { ...panel, systems, components: without(panel.components, `${key}/`, classes) };
    }
    case "transmitter-state": {
      const { fire, fault, mainsFault } = item;
      return { ...panel, heard: true, transmitter: { fire, fault, mainsFault } };
    }
    case "transmitter-operation":
    case "analogue":
    case "other":
      return panel;
    default:
      return item satisfies never;
  }
}

/** The points of the catalogue's fire panel that are known; none before the panel has spoken of its state. */
export function pointsOf(panel: PanelState): Record<string, number | boolean> {
  if (!panel.heard) return {};
  const systems = Object.values(panel.systems);
  const components = [...panel.components.values()];
  const alarms = components.filter(({ state }) => state.fire);
  const any = (kind: Class) =>
    systems.some((state) => state[kind]) || components.some(({ state }) => state[kind]);
  const supplies = systems.length > 0 || panel.transmitter !== undefined;
  return {
    fire: any("fire") || panel.transmitter?.fire === true,
    pre_alarm: components.some(({ componentType, state }) => isPreAlarm(componentType, state)),
    fault:
      any("fault") ||
      systems.some(({ backupFault, busFault }) => backupFault || busFault) ||
      panel.transmitter?.fault === true,
    disabled: any("disabled"),
    supervisory: any("supervisory"),
    ...(supplies
      ? { mains: !systems.some(({ mainsFault }) => mainsFault) && panel.transmitter?.mainsFault !== true }
      : {}),
    detectors_active: alarms.length,
    first_zone: alarms[0]?.zone ?? 0,
  };
}

const isWorthKnowing = ({ componentType, state }: Component): boolean =>
  classes.some((kind) => state[kind]) || isPreAlarm(componentType, state);

const systemKey = ({ systemType, systemAddress }: { systemType: number; systemAddress: number }): string =>
  `${systemType}/${systemAddress}`;

/** Takes the ended classes from the components of a system; a component without any left goes. */
function without(
  components: PanelState["components"],
  prefix: string,
  ended: readonly Class[],
): PanelState["components"] {
  if (ended.length === 0) return components;
  const kept = new Map<string, Component>();
  // Whatever ends every class is a reset, and ends what was only waited for, too.
  const none = {
    ...Object.fromEntries(ended.map((kind) => [kind, false])),
    ...(ended.length === classes.length ? { delay: false } : {}),
  };
  for (const [key, component] of components) {
    const over = key.startsWith(prefix) ? none : {};
    const state = { ...component.state, ...over };
    if (isWorthKnowing({ ...component, state })) kept.set(key, { ...component, state });
  }
  return kept;
}
