import { z } from "zod";

/** A device on the network. `host` may be a name; RTU over TCP and serial share the profile. */
export const NetworkAddress = z.strictObject({
  transport: z.enum(["tcp", "rtu-over-tcp"]).default("tcp"),
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).default(502),
  unit: z.int().min(0).max(255).default(1),
});
export type NetworkAddress = z.infer<typeof NetworkAddress>;

/**
 * A device on a serial line of the gateway's machine, RTU frames. Units on one port share its settings.
 * The serial line guide (V1.02, 2.2) has units 1 to 247; 9600 8N1 is what most meters leave the works with.
 */
export const SerialAddress = z.strictObject({
  serial: z.string().min(1).max(128).describe("the port, for example /dev/ttyUSB0 or COM3"),
  baudRate: z.int().min(300).max(1_000_000).default(9_600),
  parity: z.enum(["none", "even", "odd"]).default("none"),
  stopBits: z.union([z.literal(1), z.literal(2)]).default(1),
  unit: z.int().min(1).max(247).default(1),
});
export type SerialAddress = z.infer<typeof SerialAddress>;

/** How the gateway reaches a device. */
export const ModbusAddress = z.union([SerialAddress, NetworkAddress], {
  // Of the two shapes the one that was meant says what is wrong with it.
  error: (issue) => {
    if (issue.code !== "invalid_union") return undefined;
    const { input } = issue;
    const meant = typeof input === "object" && input !== null && "serial" in input ? 0 : 1;
    return (issue.errors[meant] ?? [])
      .map(({ path, message }) => `${path.length > 0 ? `${path.join(".")}: ` : ""}${message}`)
      .join("; ");
  },
});
export type ModbusAddress = z.infer<typeof ModbusAddress>;

export const isSerial = (address: ModbusAddress): address is SerialAddress => "serial" in address;

/** Devices with the same answer share one line, and are asked one after the other. */
export const lineOf = (address: ModbusAddress): string =>
  isSerial(address) ? `serial ${address.serial}` : `${address.transport} ${address.host}:${address.port}`;

/** As an installer would look for it: `192.168.1.50:502 unit 3`, `/dev/ttyUSB0 unit 3`. */
export const addressText = (address: ModbusAddress): string =>
  `${isSerial(address) ? address.serial : `${address.host}:${address.port}`} unit ${address.unit}`;
