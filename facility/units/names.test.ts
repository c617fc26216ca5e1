import { expect, it } from "vitest";
import { nameInBoth } from "./names.ts";

it.each([
  ["管理员 Administrator", "Administrator", "管理员"],
  ["王敏 Wang Min", "Wang Min", "王敏"],
  ["Wang Min 王敏", "Wang Min", "王敏"],
  ["Administrator", "Administrator", "Administrator"],
  ["王敏", "王敏", "王敏"],
  ["小王Tom", "小王Tom", "小王Tom"],
  ["Kangda Lift Service 康达电梯维保", "Kangda Lift Service", "康达电梯维保"],
  ["Otis 1", "Otis 1", "Otis 1"],
  ["ABC 电梯 (Shanghai)", "ABC", "电梯 (Shanghai)"],
])("%s is %s and %s", (name, en, zh) => {
  expect(nameInBoth(name)).toEqual({ en, zh });
});
