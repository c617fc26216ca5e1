import { shutGasValve } from "./devices/gas.ts";
import type { DeviceState } from "./devices/single.ts";
import type { Estate } from "./estate.ts";

/** A value written to a device; the estate as it was where nothing of that name can be written. */
export function writeTo(estate: Estate, asset: string, point: string, value: number): Estate {
  return { ...estate, devices: estate.devices.map((device) => obey(device, asset, point, value)) };
}

function obey(device: DeviceState, asset: string, point: string, value: number): DeviceState {
  const on = value !== 0;
  if (device.kind === "booster-set") {
    if (point === "pressure_setpoint_kPa" && device.pumps.some((pump) => pump.asset === asset))
      return { ...device, setPointKpa: value };
    if (point === "remote_stop" && device.asset === asset) return { ...device, stopped: on };
  }
  if (device.kind === "sump-pump" && device.asset === asset && point === "force_both")
    return { ...device, forced: on };
  if (device.kind === "gas-detector" && device.asset === asset && point === "shut_valve")
    return shutGasValve(device, on);
  return device;
}
