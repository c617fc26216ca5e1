import type { Truth } from "../estate.ts";
import { bits, num, RegisterImage, word } from "./image.ts";

/**
 * An input module on a fire panel: discrete inputs 0 fire, 1 fault, 2 disablement, 3 supervisory, 4 mains, 5 pre-alarm;
 * input registers 0 battery 0.01 V, 1 detectors in alarm, 2 first zone.
 */
export function firePanelImage(truth: Truth): RegisterImage {
  const image = new RegisterImage({ input: 8 });
  image.discrete[0] = bits(
    truth.fire,
    truth.fault,
    truth.disabled,
    truth.supervisory,
    truth.mains,
    truth.pre_alarm,
  );
  image.input.writeUInt16BE(word(num(truth.battery_V) * 100), 0);
  image.input.writeUInt16BE(word(num(truth.detectors_active)), 2);
  image.input.writeUInt16BE(word(num(truth.first_zone)), 4);
  return image;
}
