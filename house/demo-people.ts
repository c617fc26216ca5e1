import { randomBytes } from "node:crypto";
import type { State } from "../adapters/sql/index.ts";
import type { Role } from "../api/ports.ts";
import { Chain, Channel, Rota, Route, StaffMember } from "../facility/oncall/index.ts";
import { text } from "../facility/units/index.ts";
import type { DutyBook } from "../rules/index.ts";
import type { Log } from "./log.ts";

const BY = "demo";

interface DemoPerson {
  readonly member: StaffMember;
  /** Left out for whoever has no account. */
  readonly role?: Role;
}

const ways = (userId: string, phone: string) => [
  { channel: "demo-wecom", address: userId },
  { channel: "demo-sms", address: phone, afterMinutes: 2 },
];

const member = (
  id: string,
  en: string,
  zh: string,
  roles: StaffMember["roles"],
  phone: string,
  more: object = {},
): StaffMember =>
  StaffMember.parse({
    id,
    name: text(en, zh),
    roles,
    phone,
    contacts: ways(id, phone),
    language: "zh",
    ...more,
  });

const holds = (skill: string, title: string, until: string) => ({ skill, title, number: "", until });

/** The people of the demo estate; their telephone numbers lie in no network. */
const people: readonly DemoPerson[] = [
  { member: member("desk.1", "Wang Min", "王敏", ["desk"], "010-5550-0101"), role: "technician" },
  { member: member("desk.2", "Li Qiang", "李强", ["desk"], "010-5550-0102"), role: "technician" },
  {
    member: member("tech.lift", "Zhang Wei", "张伟", ["technician"], "010-5550-0103", {
      certificates: [holds("lift", "特种设备作业人员证（电梯）", "2028-06-30")],
    }),
    role: "technician",
  },
  {
    member: member("tech.water", "Liu Yang", "刘洋", ["technician"], "010-5550-0104", {
      certificates: [
        holds("water", "二次供水操作证", "2027-12-31"),
        holds("power", "低压电工作业证", "2027-09-30"),
        holds("fire", "消防设施操作员（中级）", "2028-03-31"),
      ],
    }),
    role: "technician",
  },
  { member: member("eng.chen", "Chen Jing", "陈静", ["engineer"], "010-5550-0105"), role: "engineer" },
  { member: member("mgr.zhao", "Zhao Lei", "赵磊", ["manager"], "010-5550-0106"), role: "manager" },
  { member: member("guard.a", "Sun Hao", "孙浩", ["guard"], "010-5550-0107") },
  {
    member: member("kangda.zhou", "Zhou Kai", "周凯", ["contractor"], "010-5550-0108", {
      company: text("Kangda Lift Service", "康达电梯维保"),
      certificates: [holds("lift", "特种设备作业人员证（电梯）", "2028-01-31")],
      contacts: [{ channel: "demo-sms", address: "010-5550-0108" }],
    }),
  },
];

const every = [1, 2, 3, 4, 5, 6, 7];

const rotas = (site: string, timeZone: string): readonly Rota[] => [
  Rota.parse({
    id: "technicians",
    name: text("Technicians", "维修班"),
    site,
    role: "technician",
    timeZone,
    layers: [
      ["early", text("Early shift", "早班"), "08:00", "16:00", ["tech.water", "tech.lift", "eng.chen"]],
      ["late", text("Late shift", "中班"), "16:00", "00:00", ["tech.lift", "eng.chen", "tech.water"]],
      ["night", text("Night shift", "夜班"), "00:00", "08:00", ["eng.chen", "tech.water", "tech.lift"]],
    ].map(([id, name, from, to, turn]) => ({
      id,
      name,
      people: turn,
      turnDays: 1,
      start: "2026-01-05",
      handover: from,
      windows: [{ days: every, from, to }],
    })),
  }),
  Rota.parse({
    id: "duty-desk",
    name: text("Duty desk", "值班室"),
    site,
    role: "desk",
    timeZone,
    layers: [
      ["day", text("Day", "白班"), "08:00", "20:00", ["desk.1", "desk.2"]],
      ["night", text("Night", "夜班"), "20:00", "08:00", ["desk.2", "desk.1"]],
    ].map(([id, name, from, to, turn]) => ({
      id,
      name,
      people: turn,
      turnDays: 7,
      start: "2026-01-05",
      handover: "08:00",
      windows: [{ days: every, from, to }],
    })),
  }),
];

const chains = (site: string): readonly Chain[] => [
  Chain.parse({
    id: "people-trapped",
    name: text("People in a lift", "电梯困人"),
    steps: [
      {
        do: "notify",
        who: [
          { to: "rota", id: "duty-desk" },
          { to: "rota", id: "technicians" },
          { to: "role", role: "guard", site },
        ],
      },
      { do: "contractor", contractor: "kangda.zhou", evenAcknowledged: true },
      { do: "wait", minutes: 2 },
      { do: "notify", who: [{ to: "role", role: "manager", site }] },
      { do: "wait", minutes: 3 },
      { do: "repeat", fromStep: 1 },
    ],
  }),
  Chain.parse({
    id: "danger",
    name: text("Danger to people", "人身安全"),
    steps: [
      {
        do: "notify",
        who: [
          { to: "rota", id: "duty-desk" },
          { to: "rota", id: "technicians" },
          { to: "role", role: "guard", site },
        ],
      },
      { do: "wait", minutes: 2 },
      { do: "notify", who: [{ to: "role", role: "manager", site }] },
      { do: "wait", minutes: 3 },
      { do: "repeat", fromStep: 1 },
    ],
  }),
  Chain.parse({
    id: "urgent",
    name: text("Urgent", "加急"),
    steps: [
      { do: "notify", who: [{ to: "rota", id: "technicians" }] },
      { do: "wait", minutes: 5 },
      { do: "notify", who: [{ to: "rota", id: "duty-desk" }] },
      { do: "wait", minutes: 5 },
      {
        do: "notify",
        who: [
          { to: "role", role: "engineer", site },
          { to: "role", role: "manager", site },
        ],
      },
      { do: "wait", minutes: 10 },
      { do: "repeat", fromStep: 1, times: 3 },
    ],
  }),
  Chain.parse({
    id: "routine",
    name: text("Routine", "一般"),
    steps: [
      { do: "notify", who: [{ to: "rota", id: "duty-desk" }] },
      { do: "wait", minutes: 30 },
      { do: "notify", who: [{ to: "rota", id: "technicians" }] },
      { do: "wait", minutes: 60 },
      { do: "repeat", fromStep: 1, times: 5 },
    ],
  }),
];

const routes: readonly Route[] = [
  Route.parse({
    id: "lift-danger",
    name: text("People in danger in a lift", "电梯人身安全"),
    match: { systems: ["lift"], lifeSafety: true },
    chain: "people-trapped",
    timing: { groupWaitSeconds: 0, remindMinutes: 10 },
  }),
  Route.parse({
    id: "danger",
    name: text("People in danger", "人身安全"),
    match: { lifeSafety: true },
    chain: "danger",
    timing: { groupWaitSeconds: 0, remindMinutes: 10 },
  }),
  Route.parse({
    id: "clinic",
    name: text("Lift of the clinic and of evacuation", "诊所与疏散电梯"),
    match: { tags: ["clinic", "evacuation"], priorities: ["critical", "high", "medium"] },
    chain: "urgent",
    certified: true,
    timing: { groupWaitSeconds: 0, remindMinutes: 30, unacknowledgeMinutes: 60 },
  }),
  Route.parse({
    id: "urgent",
    name: text("Critical and high", "紧急与高"),
    match: { priorities: ["critical", "high"] },
    chain: "urgent",
    certified: true,
    timing: { remindMinutes: 60, unacknowledgeMinutes: 120 },
  }),
  Route.parse({
    id: "routine",
    name: text("Everything else", "其他报警"),
    match: {},
    chain: "routine",
    timing: { groupWaitSeconds: 60, groupIntervalMinutes: 30, remindMinutes: 240 },
  }),
];

/** The demo's channels: what they really send arrives at the wall on this machine. */
const channels = (port: number): readonly Channel[] => [
  Channel.parse({
    id: "demo-wecom",
    kind: "wecom",
    name: text("WeCom group (demo)", "企业微信群（演示）"),
    url: `http://127.0.0.1:${port}/wecom`,
    fallback: "demo-sms",
  }),
  Channel.parse({
    id: "demo-sms",
    kind: "webhook",
    name: text("SMS (demo)", "短信（演示）"),
    url: `http://127.0.0.1:${port}/sms`,
    secret: "demo",
  }),
  Channel.parse({ id: "push", kind: "webpush", name: text("Push to the phone", "手机推送") }),
];

export interface DemoPeopleOptions {
  readonly people: State["people"];
  readonly book: DutyBook;
  readonly site: { readonly id: string; readonly timeZone: string };
  readonly wallPort: number;
  /** Where the console answers, for links. */
  readonly console: string;
  /** The administrator's password where one was given: it is theirs too. Otherwise nobody can sign in as them. */
  readonly password: string | undefined;
  readonly log: Log;
}

/** Makes the demo's people, rotas, chains and channels on an empty folder; later only the wall's port is renewed. */
export async function demoPeople(options: DemoPeopleOptions): Promise<void> {
  const { book, site, wallPort, log } = options;
  const must = async (
    done: Promise<{ readonly ok: boolean; readonly problem?: { readonly en: string } }>,
  ) => {
    const { ok, problem } = await done;
    if (!ok) log.warn(`demo people: ${problem?.en}`);
  };
  const fresh = book.profiles().length === 0 && book.channels().length === 0;
  // The stand-in is there before the channel that names it.
  for (const channel of channels(wallPort).toReversed())
    if (fresh || book.channel(channel.id)?.kind === channel.kind)
      if (fresh || channel.kind !== "webpush") await must(book.put("channel", channel, BY));
  if (!fresh) return;
  for (const { member: one } of people) await must(book.put("staff", one, BY));
  for (const rota of rotas(site.id, site.timeZone)) await must(book.put("rota", rota, BY));
  for (const chain of chains(site.id)) await must(book.put("chain", chain, BY));
  await must(book.putRoutes(routes, BY));
  if (book.settings().publicUrl === "")
    await must(book.put("settings", { ...book.settings(), id: "settings", publicUrl: options.console }, BY));
  for (const { member: one, role } of people) {
    if (role === undefined) continue;
    const password = options.password ?? randomBytes(24).toString("base64url");
    const name = `${one.name.zh} ${one.name.en}`;
    const made = await options.people.create({ username: one.id, name, role, password });
    if (!made.ok) log.warn(`demo people: ${made.problem}`);
  }
  await book.refresh();
}
