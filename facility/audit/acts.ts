import { z } from "zod";
import { type Text, text } from "../units/index.ts";

/** Everything that is written down, with what it is called. A new act is one new line. */
export const auditActs = {
  "session.opened": text("Signed in", "登录"),
  "session.refused": text("Sign-in refused", "登录被拒绝"),
  "session.ended": text("Signed out", "退出登录"),
  "factor.enrolled": text("Second factor set up", "启用双重验证"),
  "factor.removed": text("Second factor removed", "停用双重验证"),
  "factor.reset": text("Second factor taken away by an administrator", "管理员重置双重验证"),
  "person.added": text("Person added", "添加人员"),
  "person.joined": text("Person joined to the directory", "关联统一身份"),
  "person.role": text("Role changed by the directory", "统一身份调整角色"),
  "person.password": text("Password set", "设置密码"),
  "token.made": text("Token made", "生成令牌"),
  "token.ended": text("Token ended", "吊销令牌"),
  "gateway.enrolled": text("Gateway credential made", "生成网关凭证"),
  "gateway.probed": text("Device connection tested", "测试设备连接"),
  "site.changed": text("Site changed", "修改站点"),
  "rule.changed": text("Rule changed", "调整规则"),
  "rule.restored": text("Change of a rule taken back", "取消规则调整"),
  "alarms.acknowledged": text("Alarms acknowledged together", "批量确认报警"),
  "command.given": text("Command given", "下发指令"),
  "command.answered": text("Command answered", "指令结果"),
  "storage.retention": text("Retention changed", "修改保存期限"),
} as const satisfies Record<string, Text>;

export type AuditAct = keyof typeof auditActs;
export const isAuditAct = (act: string): act is AuditAct => Object.hasOwn(auditActs, act);

/** What is worth knowing beside who, what and when. Never a password, a secret or a token. */
export const AuditDetails = z.record(
  z.string().max(64),
  z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]),
);
export type AuditDetails = z.infer<typeof AuditDetails>;
