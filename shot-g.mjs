import { chromium } from "playwright-core";
const B = "http://localhost:8170";
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--headless","--no-sandbox","--disable-gpu","--disable-quic","--no-first-run","--disable-background-networking","--disable-component-update","--disable-sync"] });
const shots = process.argv.slice(2).map((s) => s.split("|"));
const contexts = {};
async function page(kind, lang, theme) {
  const k = kind + lang + theme;
  if (!contexts[k]) {
    const c = await browser.newContext({ viewport: kind === "phone" ? { width: 390, height: 844 } : { width: 1440, height: 900 }, hasTouch: kind === "phone", isMobile: kind === "phone", colorScheme: theme, locale: lang === "zh" ? "zh-CN" : "en-GB" });
    const r = await c.request.post(B + "/api/session", { data: { username: "admin", password: "watchkeeper" } });
    if (!r.ok()) console.log("sign-in", r.status());
    contexts[k] = c;
  }
  return contexts[k].newPage();
}
for (const [path, kind, lang, theme, out, wait] of shots) {
  const p = await page(kind, lang, theme);
  p.on("console", (m) => m.type() === "error" && console.log(out, m.text().slice(0, 200)));
  p.on("pageerror", (e) => console.log(out, "PAGEERROR", e.message.slice(0, 300)));
  await p.goto(B + path);
  await p.waitForTimeout(Number(wait ?? 4000));
  await p.screenshot({ path: `/tmp/g-${out}.png` });
  await p.close();
}
await browser.close();
