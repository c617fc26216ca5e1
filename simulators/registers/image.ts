/** What a device would answer: its four Modbus tables. Registers are big-endian, bits packed lowest first. */
export class RegisterImage {
  readonly coils = Buffer.alloc(8);
  readonly discrete = Buffer.alloc(8);
  readonly holding: Buffer;
  readonly input: Buffer;

  constructor(size: { readonly holding?: number; readonly input?: number }) {
    this.holding = Buffer.alloc((size.holding ?? 0) * 2);
    this.input = Buffer.alloc((size.input ?? 0) * 2);
  }
}

/** A truth is a number or a boolean by its name; 0 and false stand in for a point the device lacks. */
export const num = (value: number | boolean | undefined): number => Number(value ?? 0);

export const word = (value: number): number => Math.max(0, Math.min(0xffff, Math.round(value)));
export const signedWord = (value: number): number => Math.max(-0x7fff, Math.min(0x7fff, Math.round(value)));
/** An unsigned 32-bit counter runs over its last digit. */
export const whole = (value: number): number => Math.max(0, Math.floor(value)) % 2 ** 32;
/** Bit 0 first. */
export const bits = (...flags: (number | boolean | undefined)[]): number =>
  flags.reduce<number>((sum, flag, i) => sum | (flag ? 1 << i : 0), 0);
