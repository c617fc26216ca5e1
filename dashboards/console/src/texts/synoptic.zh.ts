import type { synopticEn } from "./synoptic.en.ts";

export const synopticZh: typeof synopticEn = {
  power: "供配电单线图",
  loads: "下级负荷",
  room: "{{room}}系统图",
  watches: "保护的楼栋",
  door: "门{{is}}",
};
