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
  "order.opened": text("Order opened", "新建工单"),
  "order.acted": text("Order changed", "工单操作"),
  "plan.changed": text("Maintenance plan changed", "修改维保计划"),
  "plan.removed": text("Maintenance plan removed or restored", "删除或恢复维保计划"),
  "visit.reasoned": text("Reason for a missed visit", "说明未按期原因"),
  "calendar.changed": text("Working days changed", "修改工作日历"),
  "contract.changed": text("Contract changed", "修改合同"),
  "contract.removed": text("Contract removed", "删除合同"),
  "certificate.changed": text("Certificate changed", "修改证书"),
  "certificate.removed": text("Certificate removed", "删除证书"),
  "budget.changed": text("Budget changed", "修改预算"),
  "tariff.changed": text("Energy tariff changed", "修改电价"),
  "round.changed": text("Round changed", "修改巡检路线"),
  "round.removed": text("Round removed", "删除巡检路线"),
  "part.changed": text("Spare part changed", "修改备件"),
  "part.moved": text("Spare parts came, went or were counted", "备件出入库或盘点"),
  "part.removed": text("Spare part removed", "删除备件"),
  "request.answered": text("Resident answered", "回复住户"),
  "request.erased": text("Resident's personal data erased", "清除住户个人信息"),
  "emergency.started": text("Emergency plan started by hand", "手动启动预案"),
  "emergency.handed-over": text("Command of an emergency handed over", "移交指挥权"),
  "emergency.stood-down": text("Emergency stood down", "解除应急状态"),
  "emergency.reviewed": text("Findings of an emergency written", "填写应急总结"),
  "emergency.plan-changed": text("Emergency plan changed", "修改预案"),
  "drill.planned": text("Drill planned", "制定演练计划"),
  "drill.begun": text("Drill begun", "开始演练"),
  "drill.resumed": text("Drill resumed", "继续演练"),
  "drill.cancelled": text("Drill called off", "取消演练"),
  "drill.profile": text("Class of the site for drills changed", "修改单位类别"),
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
