import { EquipmentType } from "./equipment.ts";

/** The edge gateway itself: it publishes its own health as an asset of the site. */
export const gateway: EquipmentType = EquipmentType.parse({
  id: "gateway",
  label: { en: "Gateway", zh: "采集网关" },
  system: "network",
  points: [
    {
      name: "devices_online",
      label: { en: "Devices answering", zh: "在线设备数" },
      kind: "number",
      unit: "{#}",
      digits: 0,
      headline: true,
    },
    {
      name: "devices_silent",
      label: { en: "Devices silent", zh: "离线设备数" },
      kind: "number",
      unit: "{#}",
      digits: 0,
      headline: true,
    },
    {
      name: "buffered_messages",
      label: { en: "Messages waiting on disk", zh: "磁盘缓存消息数" },
      kind: "number",
      unit: "{#}",
      digits: 0,
      headline: true,
    },
    {
      name: "polls_per_s",
      label: { en: "Polls per second", zh: "每秒轮询数" },
      kind: "number",
      unit: "/s",
      digits: 1,
    },
    {
      name: "poll_errors",
      label: { en: "Poll errors", zh: "轮询错误数" },
      kind: "number",
      unit: "{#}",
      digits: 0,
      counter: true,
    },
  ],
  rules: [
    {
      id: "no-data",
      title: { en: "Gateway lost", zh: "网关离线" },
      priority: "high",
      respondWithinMinutes: 10,
      explains: "gateway",
      condition: { kind: "no-data", forSeconds: 20 },
      cause: { en: "The gateway has no supply or no network.", zh: "网关失电或断网。" },
      consequence: {
        en: "Nothing behind it is seen. It keeps its readings and sends them later.",
        zh: "其后设备全部失去监视；数据在本地缓存，恢复后补传。",
      },
      response: {
        en: "Check supply and network at the gateway's cabinet.",
        zh: "到网关机柜检查电源和网络。",
      },
      source: "heuristic",
    },
    {
      id: "device-silent",
      title: { en: "A device does not answer its gateway", zh: "设备不应答网关" },
      priority: "low",
      respondWithinMinutes: 120,
      condition: {
        kind: "limit",
        point: "devices_silent",
        side: "high",
        limit: 0.5,
        onDelaySeconds: 30,
        offDelaySeconds: 10,
      },
      cause: {
        en: "A device is off, its line is cut, or its address is wrong.",
        zh: "设备断电、线路中断或地址错误。",
      },
      consequence: { en: "Its values are stale.", zh: "其数据已失效。" },
      response: {
        en: "See the gateway's device list for which one and why.",
        zh: "在网关设备列表中查看具体设备与原因。",
      },
      source: "heuristic",
    },
  ],
});
