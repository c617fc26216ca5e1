import { beforeEach, expect, it } from "vitest";
import type { Report } from "../../facility/reports/index.ts";
import { ReportKindList, type Role } from "../contract/index.ts";
import { fakeHouse } from "../fakes/index.ts";

let house: Awaited<ReturnType<typeof fakeHouse>>;
let printed: Report[];
beforeEach(async () => {
  printed = [];
  house = await fakeHouse({
    printer: {
      pdf: async (report) => {
        printed.push(report);
        return new TextEncoder().encode("%PDF-");
      },
    },
  });
});
const idsOf = async (role: Role) =>
  ReportKindList.parse(await house.get("/api/reports", role)).reports.map(({ id }) => id);

it("lists to each role what it may make: the month for managers, names of people for engineers", async () => {
  const [viewer, engineer, manager] = [
    await idsOf("viewer"),
    await idsOf("engineer"),
    await idsOf("manager"),
  ];
  expect(viewer).toContain("alarm-kpi");
  expect(viewer).not.toContain("deliveries");
  expect(engineer).toContain("deliveries");
  expect(engineer).not.toContain("management");
  expect(manager).toContain("management");
  const asked = "site=riverside&month=2026-02";
  expect((await house.call("engineer", "GET", `/api/reports/management?${asked}`)).status).toBe(403);
  expect((await house.call("technician", "GET", `/api/reports/deliveries?${asked}`)).status).toBe(403);
});

it("prints the month in the language asked for, of what this house keeps, and its lists as CSV", async () => {
  const made = await house.call(
    "manager",
    "GET",
    "/api/reports/management?site=riverside&month=2026-02&lang=zh",
  );
  expect(made.status).toBe(200);
  expect(made.headers.get("content-type")).toBe("application/pdf");
  expect(printed[0]).toMatchObject({ title: "月度管理报告", subtitle: "2026 年 2 月", language: "zh" });
  // Neither maintenance nor lifecycle is kept here: their parts are left out.
  const heads = printed[0]?.blocks.flatMap((block) => (block.is === "heading" ? [block.text] : []));
  expect(heads).toEqual(["需要决策的事项", "报警"]);
  const csv = await house.call(
    "viewer",
    "GET",
    "/api/reports/alarm-kpi?site=riverside&month=2026-02&format=csv&lang=en",
  );
  expect(csv.headers.get("content-disposition")).toContain("alarm-kpi-riverside-2026-02-en.csv");
  expect(await csv.text()).toContain("Alarms in 10 minutes, mean");
});

it("says what is wrong: a month that is none, a site that is unknown, a part that is not kept", async () => {
  const status = async (path: string) => (await house.call("manager", "GET", path)).status;
  expect(await status("/api/reports/management?site=riverside&month=2026-13")).toBe(400);
  expect(await status("/api/reports/management?site=nowhere&month=2026-02")).toBe(404);
  expect(await status("/api/reports/condition?site=riverside")).toBe(404);
});
