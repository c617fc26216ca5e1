import type { Lang } from "../laws/language.ts";

/** Work that this browser has kept and that opens without a network. */
export interface KeptWork {
  readonly path: string;
  readonly title: string;
}

const words = {
  en: {
    title: "No connection to Watchkeeper",
    plant:
      "Nothing of the plant is shown here, for old values would look like present ones. In an emergency call the control room.",
    again: "The page opens by itself as soon as the server answers.",
    tryNow: "Try again now",
    work: "On this device, ready without a network",
    none: "No round and no order was kept on this device. Open them once where there is a network.",
  },
  zh: {
    title: "无法连接值守平台",
    plant: "此处不显示任何设备数据，以免把旧数据当成当前状态。紧急情况请直接致电消控室或值班室。",
    again: "服务器恢复应答后，页面会自动打开。",
    tryNow: "立即重试",
    work: "本机已保存，断网可用",
    none: "本机没有保存巡检或工单。请在有网络时先打开一次。",
  },
} as const satisfies Record<Lang, object>;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

const style = `
:root { color-scheme: light dark; font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif;
  color: #1b222c; background: #f2f4f6; }
body { max-width: 34em; margin: 12vh auto; padding: 0 16px; }
h1 { font-size: 22px; line-height: 1.3; } h2 { font-size: 16px; margin-top: 32px; }
ul { list-style: none; padding: 0; } li { margin: 8px 0; }
a { display: block; padding: 12px 16px; border: 1px solid #8b95a3; border-radius: 6px; color: inherit;
  text-decoration: none; background: #fff; }
a.again { display: inline-block; background: #2f3b4b; color: #fff; border-color: #2f3b4b; }
a:focus-visible { outline: 2px solid #5a4fcf; outline-offset: 2px; }
p.soft { color: #434d5b; }
@media (prefers-color-scheme: dark) {
  :root { color: #e6eaf0; background: #12161c; } a { background: #1a2029; border-color: #6b7688; }
  a.again { background: #c9d2de; color: #12161c; border-color: #c9d2de; } p.soft { color: #b3bdca; }
}`;

/** Focus and place on the page stay where they are while nothing answers. */
const look = `setInterval(() => fetch("/healthz", { cache: "no-store" }).then(({ ok }) => ok && location.reload(), () => undefined), 5000);`;

/**
 * The page for an address that cannot be fetched: says so, shows nothing of the plant, and leads to the work that was
 * kept here. It looks for the server every five seconds and opens the address again once that answers.
 * @param path the address it stands in for, with its search
 */
export function noNetworkPage(lang: Lang, path: string, kept: readonly KeptWork[]): string {
  const say = words[lang];
  const list = kept.map(({ path: to, title }) => `<li><a href="${escaped(to)}">${escaped(title)}</a></li>`);
  return `<!doctype html>
<html lang="${lang === "zh" ? "zh-CN" : "en"}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say.title}</title><style>${style}</style></head>
<body><main><h1>${say.title}</h1><p>${say.plant}</p>
<p><a class="again" href="${escaped(path)}">${say.tryNow}</a></p><p class="soft">${say.again}</p>
<h2>${say.work}</h2>${list.length > 0 ? `<ul>${list.join("")}</ul>` : `<p class="soft">${say.none}</p>`}
</main><script>${look}</script></body></html>
`;
}
