/** The plant as drawings on the estate page. */
export const synopticEn = {
  power: "Single-line diagram",
  loads: "Fed from here",
  room: "Diagram of {{room}}",
  watches: "Buildings watched",
  door: "door {{is}}",
};
