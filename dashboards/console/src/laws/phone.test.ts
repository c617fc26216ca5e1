import { expect, it } from "vitest";
import { phoneText } from "./phone.ts";

it.each([
  ["13800138000", "138 0013 8000"],
  ["138-0013-8000", "138 0013 8000"],
  ["+8613800138000", "+86 138 0013 8000"],
  ["010-5550-0105", "010-5550-0105"],
  ["0571 8000 0123", "0571 8000 0123"],
  ["119", "119"],
])("%s reads %s", (written, shown) => {
  expect(phoneText(written)).toBe(shown);
});
