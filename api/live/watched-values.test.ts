import { expect, it } from "vitest";
import { FakeBoard, pump, smallEstate, T } from "../fakes/index.ts";
import { WatchedValues } from "./watched-values.ts";

function pumpRoom() {
  const model = smallEstate();
  const board = new FakeBoard(() => model);
  const points = model.points.filter((point) => point.asset.id === pump);
  board.put(`${pump}.running`, 1, T);
  return { board, watched: new WatchedValues(points, board) };
}
const shown = (values: readonly { point: string; value: unknown }[]) =>
  values.map(({ point, value }) => [point.split(".").at(-1), value]);

it("shows all that has been heard, and after that only what changed", () => {
  const { board, watched } = pumpRoom();
  expect(shown(watched.all())).toEqual([["running", true]]);
  expect(watched.lookAgain()).toBe(false);
  board.put(`${pump}.flow_m3_h`, 4.5, T + 1);
  expect(watched.lookAgain()).toBe(true);
  expect(shown(watched.since(watched.look - 1))).toEqual([["flow_m3_h", 4.5]]);
  expect(watched.lookAgain()).toBe(false);
  expect(watched.since(watched.look - 1)).toEqual([]);
});

it("gives one who missed some looks the newest value of each point that changed meanwhile", () => {
  const { board, watched } = pumpRoom();
  const before = watched.look;
  for (let i = 1; i <= 3; i++) {
    board.put(`${pump}.flow_m3_h`, i, T + i);
    watched.lookAgain();
  }
  board.put(`${pump}.speed_Hz`, 48, T + 4);
  watched.lookAgain();
  expect(shown(watched.since(before)).sort()).toEqual([
    ["flow_m3_h", 3],
    ["speed_Hz", 48],
  ]);
});
