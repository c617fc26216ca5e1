import { chromium } from "playwright-core";
const looks = process.argv[2] ? process.argv[2].split(",") : ["d-en-light","d-zh-dark","p-zh-light"];
const only = process.argv[3]?.split(",");
const pages = [["fleet","/lifecycle"],["plan","/lifecycle?tab=plan"],["compare","/lifecycle?tab=compare"],["approval","/lifecycle?tab=approval"],["assumptions","/lifecycle?tab=assumptions"],["story-pump","/lifecycle/assets/riverside.b1-booster-1"],["story-lift","/lifecycle/assets/riverside.b2-lift-1"],["story-tx","/lifecycle/assets/riverside.b1-tx-1"],["reports","/reports"]];
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--headless","--no-sandbox","--disable-gpu","--disable-quic","--no-first-run","--disable-background-networking","--disable-component-update","--disable-sync"] });
for (const look of looks) {
  const [dev,lang,theme]=look.split("-");
  const c = await b.newContext({ baseURL:"http://127.0.0.1:8640", locale: lang==="zh"?"zh-CN":"en-GB", colorScheme: theme, viewport: dev==="p"?{width:390,height:844}:{width:1440,height:900}, deviceScaleFactor: 1, isMobile: dev==="p", hasTouch: dev==="p" });
  const p = await c.newPage();
  p.on("pageerror", e=>console.log(look,"pageerror",e.message));
  p.on("console", m=>{ if(m.type()==="error") console.log(look,m.text()) });
  await p.goto("/"); await p.locator("input[name=username]").fill("admin"); await p.locator("input[name=password]").fill("watchkeeper"); await p.locator("button[type=submit]").click(); await p.locator(".tile").first().waitFor({timeout:60000});
  for (const [n,path] of pages) { if (only && !only.includes(n)) continue; await p.goto(path); await p.waitForTimeout(3500); 
    const h = await p.evaluate(()=>{const m=document.querySelector("main"); return m.scrollHeight+160});
    await p.setViewportSize({width: dev==="p"?390:1440, height: Math.min(3200, Math.max(900,h))}); await p.waitForTimeout(900);
    await p.screenshot({path:`/tmp/wk-life/shots/${n}-${look}.png`});
    const over = await p.evaluate(()=>document.documentElement.scrollWidth-window.innerWidth); if (over>0) console.log(look,n,"wide",over);
    await p.setViewportSize({width: dev==="p"?390:1440, height: dev==="p"?844:900}); }
  await c.close();
}
await b.close();
