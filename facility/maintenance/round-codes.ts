import type { Block, Report } from "../reports/index.ts";
import type { RecordFrame } from "./records.ts";
import type { Round } from "./round.ts";

/**
 * A round's codes to print, cut out and stick up, a stop each with its name; `pictureOf` gives the code's drawing, an
 * SVG of black on white.
 */
export function roundCodes(round: Round, pictureOf: (code: string) => string, frame: RecordFrame): Report {
  const { language, site, timeZone, now, nameOf } = frame;
  const say = (en: string, zh: string) => (language === "zh" ? zh : en);
  const blocks = round.stops.flatMap((stop, i): Block[] => {
    const where = stop.asset === undefined ? stop.place?.[language] : nameOf(stop.asset)[language];
    return [
      { is: "heading", text: `${i + 1}. ${stop.title[language]}`, level: 2 },
      {
        is: "chart",
        svg: besideRoom(pictureOf(stop.code)),
        caption: [where, stop.code].filter((word) => word !== undefined && word !== "").join(" · "),
      },
      // Three fit a page, and a code must not be cut by its end.
      ...(i % 3 === 2 && i < round.stops.length - 1 ? ([{ is: "page-break" }] as const) : []),
    ];
  });
  return {
    title: round.title[language],
    subtitle: say(
      "Cut out and stick beside each stop, out of the rain.",
      "请沿边裁下，贴在各巡检点旁的干燥处。",
    ),
    language,
    site,
    madeAt: now,
    timeZone,
    blocks,
  };
}

/** The square drawing at the left of a wide picture, so that it is printed a third of the page wide. */
function besideRoom(svg: string): string {
  const [, size = "33"] = /viewBox="0 0 ([\d.]+) [\d.]+"/.exec(svg) ?? [];
  const inner = svg.slice(svg.indexOf(">") + 1, svg.lastIndexOf("</svg>"));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Number(size) * 3.6} ${size}">${inner}</svg>`;
}
