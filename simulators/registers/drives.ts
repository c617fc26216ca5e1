import type { Truth } from "../estate.ts";
import { bits, num, RegisterImage, signedWord, word } from "./image.ts";

/**
 * An ABB ACS drive: holding registers from 0 control word, 1 reference (20000 is full speed), 3 status word (bits 0 ready,
 * 1 enabled, 2 operating, 8 at its set point), 102 output frequency 0.1 Hz, 103 current 0.1 A.
 */
export function abbAcsImage(truth: Truth): RegisterImage {
  const image = new RegisterImage({ holding: 200 });
  const { holding } = image;
  const at = (register: number) => 2 * register;
  const hertz = num(truth.speed_Hz);
  holding.writeUInt16BE(truth.running ? 0x047f : 0x047e, at(0));
  holding.writeInt16BE(signedWord((hertz / 50) * 20_000), at(1));
  holding.writeUInt16BE(
    bits(true, true, truth.running, false, true, true, false, false, truth.running),
    at(3),
  );
  holding.writeInt16BE(signedWord(hertz * 10), at(102));
  // 400 V, three phases, at a power factor of 0.85.
  holding.writeUInt16BE(word(((num(truth.power_kW) * 1_000) / (Math.sqrt(3) * 400 * 0.85)) * 10), at(103));
  return image;
}
