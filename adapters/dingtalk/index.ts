/** DingTalk (钉钉) group robots, signed, with @mention. */
export { dingtalkSender, dingtalkSignature } from "./dingtalk.ts";
