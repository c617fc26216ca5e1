import { expect, it } from "vitest";
import { bytesText } from "./bytes.ts";

it.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_000, "1.0 KB"],
  [9_960, "10 KB"],
  [999_600, "1.0 MB"],
  [160_000_000, "160 MB"],
  [1_600_000_000_000, "1.6 TB"],
])("%d bytes are %s", (bytes, text) => {
  expect(bytesText(bytes, "en")).toBe(text);
});
