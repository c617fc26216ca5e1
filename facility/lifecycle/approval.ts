import { z } from "zod";
import { CalendarDay, type Text, text } from "../units/index.ts";

/** Two routes to the special maintenance fund: a vote, or an emergency that skips it. */
export const Route = z.enum(["vote", "emergency"]);
export type Route = z.infer<typeof Route>;

export interface ApprovalStep {
  readonly id: string;
  readonly title: Text;
  readonly papers: readonly Text[];
  /** Days that it takes as a rule; heuristic, each city has its own. */
  readonly days: number;
  readonly basis: Text;
}

const step = (id: string, days: number, title: Text, basis: Text, ...papers: Text[]): ApprovalStep => ({
  id,
  days,
  title,
  basis,
  papers,
});

/** What has to be done, in order. Domain facts §6; papers and days differ from city to city. */
export const approvalSteps: Readonly<Record<Route, readonly ApprovalStep[]>> = {
  vote: [
    step(
      "plan",
      14,
      text(
        "Write the use plan: works, budget, who bears how much",
        "编制使用方案：工程内容、预算、列支范围与分摊",
      ),
      text("Civil Code art. 281", "民法典第281条"),
      text("Use plan", "维修资金使用方案"),
      text("Budget or quotation", "工程预算书或报价单"),
      text("This report with the reasons of each line", "本报告（逐项依据）"),
    ),
    step(
      "notice",
      7,
      text("Publish the plan in the estate", "方案在小区公示"),
      text("Civil Code art. 278; local rules of the maintenance fund", "民法典第278条；各地维修资金管理办法"),
      text("Notice with photographs", "公示照片及记录"),
    ),
    step(
      "vote",
      30,
      text(
        "Vote of the owners: at least 2/3 of area and of heads take part, more than half of both that took part agree",
        "业主表决：专有部分面积占比三分之二以上且人数占比三分之二以上参与，参与者面积、人数均过半数同意",
      ),
      text("Civil Code art. 278 para. 1 no. 5 and para. 2", "民法典第278条第一款第五项、第二款"),
      text("Ballots or e-vote record", "表决票或电子投票记录"),
      text("Result, published", "表决结果公示"),
    ),
    step(
      "apply",
      15,
      text("Apply to the fund's administration", "向维修资金管理部门申请列支"),
      text("local rules of the maintenance fund", "各地维修资金管理办法"),
      text("Application", "列支申请"),
      text("Vote result", "表决结果"),
      text("Contract", "施工合同"),
    ),
    step(
      "prepay",
      10,
      text("Prepayment, contract in force", "拨付预付款，合同生效"),
      text("local rules of the maintenance fund", "各地维修资金管理办法"),
      text("Invoice", "发票"),
    ),
    step(
      "accept",
      0,
      text(
        "Acceptance; for special equipment with supervisory inspection",
        "竣工验收；特种设备须监督检验合格",
      ),
      text("Special Equipment Safety Law", "特种设备安全法"),
      text("Acceptance record", "竣工验收单"),
      text("Inspection certificate", "监督检验证书"),
    ),
    step(
      "settle",
      20,
      text("Audit, settlement, accounts published", "结算审计、拨付尾款、公示账目"),
      text("local rules of the maintenance fund", "各地维修资金管理办法"),
      text("Settlement audit", "结算审核报告"),
      text("Published accounts", "公示账目"),
    ),
  ],
  emergency: [
    step(
      "ground",
      1,
      text(
        "Record what endangers people or the building: lift, fire equipment, facade, drainage …",
        "认定紧急情形并取证：电梯、消防设施、外墙、排水等危及安全",
      ),
      text("Civil Code art. 281 para. 2", "民法典第281条第二款"),
      text("Report of the trouble with readings and photographs", "故障报告（含监测数据与照片）"),
      text("Inspection body's order, where there is one", "检验机构整改通知（如有）"),
    ),
    step(
      "confirm",
      3,
      text("Confirmation by the street office; no vote needed", "街道办事处（乡镇政府）确认，无须业主表决"),
      text(
        "Civil Code art. 281 para. 2; local rules on emergency repairs",
        "民法典第281条第二款；各地应急维修办法",
      ),
      text("Application by the committee or manager", "业委会或物业申请"),
      text("Street office's confirmation", "街道确认意见"),
    ),
    step(
      "contract",
      3,
      text("Contract and prepayment", "签订合同、拨付预付款"),
      text("local rules on emergency repairs", "各地应急维修办法"),
      text("Contract", "施工合同"),
    ),
    step(
      "accept",
      0,
      text("Acceptance", "竣工验收"),
      text("local rules on emergency repairs", "各地应急维修办法"),
      text("Acceptance record", "竣工验收单"),
    ),
    step(
      "publish",
      10,
      text(
        "Settlement; cause, work and accounts published to the owners",
        "结算，并向业主公示原因、工程与账目",
      ),
      text("local rules on emergency repairs", "各地应急维修办法"),
      text("Published accounts", "公示账目"),
    ),
  ],
};

const ratio = z.number().nonnegative().max(1e9);
/** Owners who exist, took part and agreed: heads and square metres of their own parts. */
export const Ballot = z.strictObject({
  heads: ratio,
  areaM2: ratio,
  headsVoting: ratio,
  areaVotingM2: ratio,
  headsFor: ratio,
  areaForM2: ratio,
});
export type Ballot = z.infer<typeof Ballot>;

export const Approval = z.strictObject({
  route: Route,
  startOn: CalendarDay,
  done: z.record(z.string(), z.strictObject({ on: CalendarDay, by: z.string(), note: z.string().max(500) })),
  ballot: Ballot.optional(),
});
export type Approval = z.infer<typeof Approval>;

export interface BallotResult {
  readonly passed: boolean;
  readonly headsShare: number;
  readonly areaShare: number;
  readonly headsForShare: number;
  readonly areaForShare: number;
  readonly says: Text;
}

/** Shares are of whole owners; a hair of floating point decides nothing. */
const HAIR = 1e-9;

/**
 * Civil Code art. 278: using the fund needs 2/3 of heads and of area to take part and more than half of the heads and
 * of the area taking part to agree. Raising it, rebuilding and changes of use (items 6–8) need 3/4 of both.
 */
export function ballotResult(ballot: Ballot, matter: "use" | "raise" = "use"): BallotResult {
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);
  const [headsShare, areaShare] = [
    share(ballot.headsVoting, ballot.heads),
    share(ballot.areaVotingM2, ballot.areaM2),
  ];
  const [headsForShare, areaForShare] = [
    share(ballot.headsFor, ballot.headsVoting),
    share(ballot.areaForM2, ballot.areaVotingM2),
  ];
  const quorum = headsShare >= 2 / 3 - HAIR && areaShare >= 2 / 3 - HAIR;
  const agreed = (part: number) => (matter === "use" ? part > 1 / 2 : part >= 3 / 4 - HAIR);
  const majority = agreed(headsForShare) && agreed(areaForShare);
  const p = (value: number) => `${(value * 100).toFixed(1)}%`;
  const figures = text(
    `took part: ${p(headsShare)} of owners, ${p(areaShare)} of area; agreed: ${p(headsForShare)} and ${p(areaForShare)} of those`,
    `参与：人数 ${p(headsShare)}、面积 ${p(areaShare)}；同意：占参与人数 ${p(headsForShare)}、面积 ${p(areaForShare)}`,
  );
  const says = !quorum
    ? text(
        `Not valid, fewer than two thirds took part (${figures.en}).`,
        `表决无效，参与不足三分之二（${figures.zh}）。`,
      )
    : majority
      ? text(`Carried (${figures.en}).`, `表决通过（${figures.zh}）。`)
      : text(`Rejected (${figures.en}).`, `表决未通过（${figures.zh}）。`);
  return { passed: quorum && majority, headsShare, areaShare, headsForShare, areaForShare, says };
}

const DAY = 86_400_000;
const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

export interface DatedStep extends ApprovalStep {
  readonly dueOn: string;
  readonly done: { readonly on: string; readonly by: string; readonly note: string } | undefined;
}

/** The steps with their dates: each is due its days after the one before was done, or was due. */
export function approvalPath({ route, startOn, done }: Approval): DatedStep[] {
  let from = startOn;
  return approvalSteps[route].map((each) => {
    const dueOn = plusDays(from, each.days);
    const finished = done[each.id];
    from = finished?.on ?? dueOn;
    return { ...each, dueOn, done: finished };
  });
}
