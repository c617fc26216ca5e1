import { expect, it } from "vitest";
import { noNetworkPage } from "./no-network.ts";

const round = { path: "/rounds/night", title: "Night <round> & more" };

it("names the kept work as links, and nothing that was typed becomes markup", () => {
  const page = noNetworkPage("en", '/alarms?a=1&b="><script>x</script>', [round]);
  expect(page).toContain('<a href="/rounds/night">Night &#60;round&#62; &#38; more</a>');
  expect(page).not.toContain("<script>x");
  expect(page).toContain('href="/alarms?a=1&#38;b=&#34;');
});

it("says in the reader's language what to do where nothing was kept", () => {
  expect(noNetworkPage("zh", "/", [])).toContain('lang="zh-CN"');
  expect(noNetworkPage("zh", "/", [])).toContain("本机没有保存巡检或工单");
  expect(noNetworkPage("en", "/", [])).toContain("No round and no order was kept");
});
