import type { Truth } from "../estate.ts";
import { num, RegisterImage, signedWord, word } from "./image.ts";

/** An XY-MD02 temperature and humidity sensor: input registers 1 °C ×10 signed and 2 % ×10. */
export function xyMd02Image(truth: Truth): RegisterImage {
  const image = new RegisterImage({ input: 3 });
  image.input.writeInt16BE(signedWord(num(truth.temp_C) * 10), 2);
  image.input.writeUInt16BE(word(num(truth.humidity_percent) * 10), 4);
  return image;
}
