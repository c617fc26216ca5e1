import type { ReactNode } from "react";

/** One hand drew them all: 20 × 20, strokes of 1.5, no fill. Decorative: the word beside or the label says it. */
const paths = {
  estate: "M3 17V7l7-4 7 4v10M3 17h14M8 17v-4h4v4M7 9.500h1.500M11.5 9.500H13",
  alarms: "M10 3a5 5 0 0 1 5 5v3.500l1.5 2.500h-13L5 11.500V8a5 5 0 0 1 5-5zM8.5 16.500a1.6 1.6 0 0 0 3 0",
  settings:
    "M10 7.200a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.600zM10 2.500v2M10 15.500v2M2.5 10h2M15.5 10h2M4.7 4.700l1.4 1.400M13.9 13.900l1.4 1.400M4.7 15.300l1.4-1.400M13.9 6.100l1.4-1.4",
  trends: "M3 3.500V17h14M5.5 13l3.5-4 2.5 2.5 4.5-6",
  search: "M9 3.500a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4",
  person: "M10 3.500a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM4 16.500c.6-3 3-4.5 6-4.500s5.4 1.5 6 4.5",
  moon: "M15.5 12A6 6 0 0 1 8 4.500a6 6 0 1 0 7.5 7.500z",
  sun: "M10 6.800a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.400zM10 2.500v1.500M10 16v1.500M2.5 10H4M16 10h1.500M4.7 4.700l1 1M14.3 14.300l1 1M4.7 15.300l1-1M14.3 5.700l1-1",
  pin: "M7 3.500h6M8 3.500v5l-2 3h8l-2-3v-5M10 11.500V17",
  lift: "M4.5 3h11v14h-11zM10 3v14M6.3 9 7.3 7.5 8.3 9M11.7 11l1 1.5 1-1.5",
  fire: "M10 2.500c.6 3 4.5 4.7 4.5 8.700a4.5 4.5 0 0 1-9 0c0-1.9 1-3 2-4 .2 1.3.7 2 1.5 2.300C8.7 7 9 4.5 10 2.500z",
  water: "M10 2.800c2.5 3.2 4.5 5.6 4.5 8.400a4.5 4.5 0 0 1-9 0c0-2.8 2-5.2 4.5-8.400z",
  power: "M11 2.5 5 11.500h4.500L9 17.500l6-9h-4.500z",
  network:
    "M10 13.500v-3M4 16.500v-3h12v3M10 10.500a1 1 0 1 0 0-2 1 1 0 0 0 0 2zM7.2 7a4 4 0 0 1 5.6 0M5 4.800a7 7 0 0 1 10 0",
  chart: "M3 3.500V17h14M5.5 13l3.5-4 2.5 2.5 4.5-6",
  close: "M5 5l10 10M15 5 5 15",
  chevron: "M7.5 4.5 13 10l-5.5 5.5",
  up: "M10 15.500v-11M5.5 9 10 4.5 14.5 9",
  down: "M10 4.500v11M5.5 11l4.5 4.5 4.5-4.5",
  hand: "M6.5 10.500v-5a1 1 0 0 1 2 0v4M8.5 9V4a1 1 0 0 1 2 0v5M10.5 9V5a1 1 0 0 1 2 0v5M12.5 10V7a1 1 0 0 1 2 0v5.500c0 3-1.8 4.5-4.5 4.5-2.5 0-3.6-1.4-4.5-3L4 11.500c-.5-1 1-1.8 1.7-.8l.8 1.2",
  person_danger: "M10 3a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM6 9h8M10 9v4M10 13l-2.5 4M10 13l2.5 4",
  clock: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4.500l3 1.500",
  link: "M8.500 11.500l3-3M9.500 6.500l1.300-1.300a2.800 2.800 0 0 1 4 4L13.500 10.500M10.500 13.500l-1.300 1.300a2.800 2.800 0 0 1-4-4L6.500 9.500",
  wrench:
    "M12 8l4-4a3.800 3.800 0 0 1-5 5L6 14.500a1.400 1.400 0 0 1-2-2L9 7.500a3.800 3.800 0 0 1 5-5L11 5.500z",
  check: "M4 10.5 8.5 15 16 5.5",
  download: "M10 3v9M6.5 9 10 12.5 13.5 9M4 16.500h12",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }): ReactNode {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
