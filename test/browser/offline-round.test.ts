import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StopList } from "../../api/contract/index.ts";
import { Round } from "../../facility/maintenance/index.ts";
import { type Browser, hasChromium, noChromium, openBrowser, signIn } from "./browser.ts";
import { openTarget, type Target } from "./target.ts";

const round = Round.parse({
  id: "offline-round",
  site: "riverside",
  title: { en: "Round without coverage", zh: "无网络巡检" },
  kind: "inspection",
  stops: ["one", "two", "three"].map((id) => ({
    id,
    title: { en: `Stop ${id}`, zh: `点位 ${id}` },
    code: `code-${id}`,
    checklist: [{ kind: "check", id: "ok", title: { en: "In order", zh: "正常" } }],
  })),
});

describe.skipIf(!hasChromium)(`a round without coverage${hasChromium ? "" : `: ${noChromium}`}`, () => {
  let target: Target;
  let phone: Browser;
  beforeAll(async () => {
    target = await openTarget();
    phone = await openBrowser(target.url, { phone: true });
  });
  afterAll(async () => {
    await phone?.close();
    await target?.close();
  });

  it("is walked with the network cut, survives a reload, and arrives whole and once", async () => {
    const { page, context } = phone;
    await signIn(page, target.who);
    const put = await context.request.put("/api/rounds", { data: round });
    expect(put.status()).toBe(200);
    await page.goto("/work?tab=rounds");
    await page.locator(".round-card", { hasText: "Round without coverage" }).getByText("Walk it").click();
    await page.locator(".runner-stops button").first().waitFor();
    // The worker takes the page under its wing with the next load.
    await page.waitForFunction(async () => {
      const workers = await navigator.serviceWorker.getRegistrations();
      return workers.some(({ active }) => active?.state === "activated");
    });
    await page.reload();
    await page.locator(".runner-stops button").first().waitFor();

    const walk = async (n: number) => {
      await page.locator(".runner-stops button").nth(n).click();
      await page.getByText("Choose it by hand").click();
      await page.locator(".check-line").getByText("Yes", { exact: true }).click();
      await page.getByText("Keep and go on").click();
      await page.locator(".runner-stops").waitFor();
    };
    await context.setOffline(true);
    await walk(0);
    await walk(1);
    expect(await page.locator(".runner-stops .is-waiting").count()).toBe(2);
    // The phone is switched off and on again, still without coverage.
    await page.reload();
    await page.locator(".runner-stops .is-waiting").nth(1).waitFor();
    await walk(2);
    await phone.picture("round-offline");

    await context.setOffline(false);
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await page.locator(".runner-stops .is-sent").nth(2).waitFor();
    const { stops } = StopList.parse(await (await context.request.get("/api/rounds/stops")).json());
    const arrived = stops.filter((stop) => stop.round === round.id);
    expect(arrived.map(({ stop }) => stop).toSorted()).toEqual(["one", "three", "two"]);
    expect(new Set(arrived.map(({ key }) => key)).size).toBe(3);
  });
});
