import { Profile } from "../profile.ts";

const contact = (point: string, address: number) => ({ point, fc: 2, address, type: "bit" }) as const;

/**
 * A fire panel's potential-free contacts on an input module: discrete inputs 0 fire, 1 fault, 2 disablement,
 * 3 supervisory, 4 mains present, 5 pre-alarm. Input registers: 0 battery u16 0.01 V, 1 detectors in alarm, 2 first zone
 * in alarm (0: none).
 */
export const genericFirePanel: Profile = Profile.parse({
  id: "generic-fire-panel",
  equipment: "fire-panel",
  label: { en: "Fire panel on an input module", zh: "输入模块接入的火灾报警主机" },
  source: "Watchkeeper's own map; event classes after GB 4717 (domain facts §2)",
  registers: [
    contact("fire", 0),
    contact("fault", 1),
    contact("disabled", 2),
    contact("supervisory", 3),
    contact("mains", 4),
    contact("pre_alarm", 5),
    { point: "battery_V", fc: 4, address: 0, type: "u16", scale: 0.01 },
    { point: "detectors_active", fc: 4, address: 1, type: "u16" },
    { point: "first_zone", fc: 4, address: 2, type: "u16" },
  ],
});
