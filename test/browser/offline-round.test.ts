import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OrderView, StopList } from "../../api/contract/index.ts";
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
    title: { en: `Stop ${id}`, zh: `巡检点 ${id}` },
    code: `code-${id}`,
    checklist: [{ kind: "check", id: "ok", title: { en: "In order", zh: "正常" } }],
  })),
});

/** One white pixel. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==",
  "base64",
);

/** Waits until the worker of this scope works, and until it keeps the shell and the script of a page. */
async function kept(page: Page, scope: string, script: "runner" | "order" | "no files"): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(
          async ([scope, script]) => {
            const workers = await navigator.serviceWorker.getRegistrations();
            const own = workers.find((worker) => new URL(worker.scope).pathname === scope);
            if (own?.active?.state !== "activated") return "no worker yet";
            if (script === "no files") return "ready";
            const cache = await caches.open("watchkeeper-rounds-1");
            const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname);
            const there = paths.includes("/") && paths.some((path) => path.startsWith(`/assets/${script}-`));
            return there ? "ready" : `only ${paths.join(", ")}`;
          },
          [scope, script] as const,
        ),
      { timeout: 15_000 },
    )
    .toBe("ready");
}

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
    await page.locator(".round-card", { hasText: "Round without coverage" }).waitFor();
    await kept(page, "/", "no files");
    await page.locator(".round-card", { hasText: "Round without coverage" }).getByText("Walk it").click();
    await page.locator(".runner-stops button").first().waitFor();
    // Nobody loads the page anew before going down: it was come to by a click, and is kept all the same.
    await kept(page, "/rounds/", "runner");

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
    await expect.poll(() => page.locator(".runner-stops .is-waiting").count()).toBe(2);
    // The phone is switched off and on again, still without coverage.
    await page.reload();
    await page.locator(".runner-stops .is-waiting").nth(1).waitFor();
    await walk(2);
    await phone.picture("round-offline");
    // Whoever opens the console itself is told, sees nothing of the plant, and is led back to the round.
    await page.goto("/alarms?priority=high");
    await page.getByRole("heading", { name: "No connection to Watchkeeper" }).waitFor();
    expect(await page.locator("body").textContent()).not.toContain("kPa");
    await phone.picture("no-network");
    await page.getByRole("link", { name: "Round without coverage" }).click();
    await page.locator(".runner-stops .is-waiting").nth(2).waitFor();
    await page.goto("/alarms?priority=high");
    await context.setOffline(false);
    await page.locator(".alarm-table, .alarms").first().waitFor();
    await context.setOffline(true);
    await page.goto("/rounds/offline-round");

    await context.setOffline(false);
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await page.locator(".runner-stops .is-sent").nth(2).waitFor();
    const { stops } = StopList.parse(await (await context.request.get("/api/rounds/stops")).json());
    const arrived = stops.filter((stop) => stop.round === round.id);
    expect(arrived.map(({ stop }) => stop).toSorted()).toEqual(["one", "three", "two"]);
    expect(new Set(arrived.map(({ key }) => key)).size).toBe(3);
  });

  it("an order is worked on with the network cut: answers, photo, time, signature arrive whole and once", async () => {
    const { page, context } = phone;
    const opened = await context.request.post("/api/orders", {
      data: {
        key: "offline-order-1",
        asset: "riverside.b1-booster-1",
        title: "Grease without coverage",
        checklist: [{ kind: "check", id: "greased", title: { en: "Greased", zh: "已加脂" } }],
      },
    });
    const { id } = OrderView.parse(await opened.json());
    await context.request.post(`/api/orders/${id}/acts`, {
      data: { act: { do: "assign", to: target.who.username } },
    });
    await page.goto(`/orders/${id}`);
    await page.locator(".order-top").waitFor();
    // Nor is this page loaded anew before the coverage ends.
    await kept(page, "/orders/", "order");

    await context.setOffline(true);
    await page.getByRole("button", { name: "Start work" }).click();
    await page.locator(".check-line").getByText("Yes", { exact: true }).click();
    await page
      .locator(".check-line input[type=file]")
      .setInputFiles({ name: "grease.png", mimeType: "image/png", buffer: png });
    await page.locator(".check-line .photos img").waitFor();
    // The phone is switched off and on again, still without coverage.
    await page.reload();
    await page.locator(".check-line.is-pass").waitFor();
    await page.locator("section", { hasText: "Time" }).getByRole("button", { name: "Add" }).last().click();
    const pad = await page.locator(".signature canvas").first().boundingBox();
    if (!pad) throw new Error("there is nothing to sign on");
    await page.locator(".signature canvas").first().scrollIntoViewIfNeeded();
    const box = (await page.locator(".signature canvas").first().boundingBox()) ?? pad;
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 90, box.y + 50);
    await page.mouse.up();
    await page.locator(".signature").first().getByRole("button", { name: "Sign" }).click();
    await page.locator(".order-note.is-waiting").waitFor();
    await phone.picture("order-offline");
    const before = OrderView.parse(await (await context.request.get(`/api/orders/${id}`)).json());
    expect(before.state).toBe("assigned");

    await context.setOffline(false);
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await page.locator(".order-note.is-waiting").waitFor({ state: "detached" });
    const order = OrderView.parse(await (await context.request.get(`/api/orders/${id}`)).json());
    expect(order.state).toBe("in-progress");
    expect(order.checklist[0]?.answer?.photos).toHaveLength(1);
    expect(order.labour).toHaveLength(1);
    expect(order.signatures).toHaveLength(1);
    const photo = order.checklist[0]?.answer?.photos[0]?.id ?? "";
    expect((await context.request.get(`/api/files/${photo}`)).status()).toBe(200);
    const starts = order.journal.filter(({ what }) => what.en === "Start work");
    expect(starts).toHaveLength(1);
  });
});
