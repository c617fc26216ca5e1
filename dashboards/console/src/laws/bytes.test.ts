import { expect, it } from "vitest";
import { bytesText } from "./bytes.ts";

it.each([
  [0, "0 bytes", "0字节"],
  [1, "1 byte", "1字节"],
  [1_536, "1.5 kB", "1.5 kB"],
  [8_808_038, "8.4 MB", "8.4 MB"],
  [2 * 2 ** 30, "2 GB", "2 GB"],
])("%i bytes are %s", (bytes, en, zh) => {
  expect(bytesText(bytes, "en")).toBe(en);
  expect(bytesText(bytes, "zh")).toBe(zh);
});
