import { type Text, text } from "../facility/units/index.ts";

/** Modbus Application Protocol V1.1b3, 7, in the words of whoever stands before the cabinet. */
const exceptions: Readonly<Record<number, string>> = {
  1: "设备不支持该功能码，请核对设备型号",
  2: "设备没有该寄存器，所选型号与设备不符",
  3: "请求的数量设备不接受",
  4: "设备内部故障",
  6: "设备忙，稍后重试",
  10: "串口服务器找不到通路，请检查其串口设置",
  11: "串口侧设备无应答，请检查从站地址与 485 接线",
};

const kinds: Readonly<Record<string, string>> = {
  offline: "无法连接。请检查设备电源、网线、IP 地址与端口；串口请检查接头与占用",
  timeout: "设备无应答。请检查从站地址、波特率与校验、485 A/B 接线",
  exception: "设备拒绝该请求",
  garbled: "应答不是所期望的内容。请检查传输方式（TCP 或 RTU）、端口与串口参数，是否有两台设备同址",
  decode: "有应答，但与所选型号不符，请核对型号",
};

/** A gateway's own words about a device, with what to do in Chinese before them. */
export function fieldTrouble(kind: string | undefined, said: string, code?: number): Text {
  const known = (code === undefined ? undefined : exceptions[code]) ?? kinds[kind ?? ""];
  return text(said, known ? `${known}。（${said}）` : said);
}
