import { expect, it } from "vitest";
import { typedAhead } from "./typed-ahead.ts";

const plain = { ctrlKey: false, metaKey: false, altKey: false };
const press = (ahead: ReturnType<typeof typedAhead>, keys: readonly string[]) =>
  keys.map((key) => ahead.takes({ ...plain, key }));

it("keeps what is typed while the box is on its way, and gives it once", () => {
  const ahead = typedAhead();
  ahead.begin();
  expect(press(ahead, ["l", "i", "x", "Backspace", "f", "t", " ", "2"])).toEqual(Array(8).fill(true));
  // Asked for once more before it has come: nothing is lost.
  ahead.begin();
  expect(ahead.end()).toBe("lift 2");
  expect(ahead.end()).toBe("");
});

it("leaves keys alone before, afterwards, and when they are a command", () => {
  const ahead = typedAhead();
  expect(press(ahead, ["g", "a"])).toEqual([false, false]);
  ahead.begin();
  expect(ahead.takes({ ...plain, key: "k", ctrlKey: true })).toBe(false);
  expect(press(ahead, ["Escape", "Tab", "ArrowDown", "Enter"])).toEqual([false, false, false, true]);
  expect(ahead.end()).toBe("");
  expect(press(ahead, ["g"])).toEqual([false]);
});
