/** WeCom (企业微信) group robots, with @mention. */
export { wecomSender } from "./wecom.ts";
