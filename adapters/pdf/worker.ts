import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import pdfmake from "pdfmake";
import type { Node, TDocumentDefinitions } from "pdfmake/interfaces.js";
import { contentOf, type Report, reportWords } from "../../facility/reports/index.ts";
import { type Pictures, shown } from "./blocks.ts";

/** What the printing thread is asked, and what it answers. */
export interface Job {
  readonly id: number;
  readonly report: Report;
  readonly pictures: Pictures;
}
export type Printed = { readonly id: number } & (
  | { readonly ok: true; readonly pdf: Uint8Array }
  | { readonly ok: false; readonly problem: string }
);

const FONT = "NotoSansSC";
const font = (cut: string): string =>
  createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-sc/${cut}`);
const regular = font("400Regular/NotoSansSC_400Regular.ttf");
const bold = font("700Bold/NotoSansSC_700Bold.ttf");

/** Something to read or to see, beside headings. */
const isContent = ({ headlineLevel, text, svg, image, canvas, ul, ol }: Node): boolean =>
  headlineLevel !== 1 && [text, svg, image, canvas, ul, ol].some((one) => one !== undefined);

/** 15 mm, in points. */
const MARGIN = 42;

// The library keeps fonts and policies for the whole thread; a document reaches neither network nor disk.
pdfmake.setFonts({ [FONT]: { normal: regular, bold, italics: regular, bolditalics: bold } });
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => path === regular || path === bold);

parentPort?.on("message", ({ id, report, pictures }: Job) => {
  const answer = (printed: Printed) => parentPort?.postMessage(printed);
  Promise.resolve()
    .then(() => pdfmake.createPdf(layout(report, pictures)).getBuffer())
    .then(
      (pdf) => answer({ id, ok: true, pdf: new Uint8Array(pdf) }),
      (error: unknown) =>
        answer({ id, ok: false, problem: error instanceof Error ? error.message : String(error) }),
    );
});

function layout(report: Report, pictures: Pictures): TDocumentDefinitions {
  const words = reportWords(report.language);
  const hash = createHash("sha256").update(contentOf(report)).digest("hex");
  const printed = new Intl.DateTimeFormat(report.language === "zh" ? "zh-CN" : "en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: report.timeZone,
  }).format(report.madeAt);
  const quiet = { fontSize: 8, color: "#5f6b7a" };
  return {
    pageSize: "A4",
    pageMargins: [MARGIN, 56, MARGIN, 48],
    language: report.language === "zh" ? "zh-CN" : "en",
    info: {
      title: report.title,
      subject: report.subtitle ?? report.title,
      author: report.site,
      creator: words.product,
      keywords: hash,
      creationDate: new Date(report.madeAt),
    },
    defaultStyle: { font: FONT, fontSize: 9.5, lineHeight: 1.25, color: "#1f2933" },
    ...(report.mark === undefined
      ? {}
      : {
          watermark: {
            text: report.mark,
            opacity: 0.12,
            bold: true,
            fontSize: 110,
            angle: -45,
            color: "#c75b00",
          },
        }),
    // A heading does not stay behind alone at the foot of a page. What merely holds others begins where they would.
    pageBreakBefore: (node, nodes) =>
      node.headlineLevel === 1 && !nodes.getFollowingNodesOnPage().some(isContent),
    header: () => ({
      margin: [MARGIN, 24, MARGIN, 0],
      columns: [
        { text: `${words.product} · ${report.site}`, ...quiet },
        { text: [report.mark, report.title].filter(Boolean).join(" · "), alignment: "right", ...quiet },
      ],
    }),
    footer: (page, of) => ({
      margin: [MARGIN, 14, MARGIN, 0],
      columns: [
        { width: "*", text: `${words.printed} ${printed}\n${words.content} ${hash}`, ...quiet, fontSize: 7 },
        { width: "auto", text: words.page(page, of), alignment: "right", ...quiet },
      ],
    }),
    content: [
      { text: report.title, fontSize: 18, bold: true, margin: [0, 0, 0, 2] },
      ...(report.subtitle === undefined
        ? []
        : [
            {
              text: report.subtitle,
              color: "#5f6b7a",
              margin: [0, 0, 0, 8] as [number, number, number, number],
            },
          ]),
      ...report.blocks.map((block) => shown(block, pictures, words)),
    ],
  };
}
