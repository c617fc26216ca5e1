/** Feishu (飞书) group robots, signed, with @mention. */
export { feishuSender, feishuSignature } from "./feishu.ts";
