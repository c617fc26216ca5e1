import { expect, it } from "vitest";
import { exposition } from "./exposition.ts";

it("writes the text format, each label escaped", () => {
  expect(
    exposition([
      {
        name: "refused_total",
        help: "By reason,\nwith a \\ in it.",
        type: "counter",
        samples: [{ labels: { reason: 'a "quote", a \\ and\na line' }, value: 2 }],
      },
      { name: "age_seconds", help: "Age.", type: "gauge", samples: [{ value: Number.NaN }] },
      { name: "none_total", help: "None yet.", type: "counter", samples: [] },
      { name: "limit", help: "Limit.", type: "gauge", samples: [{ value: Number.POSITIVE_INFINITY }] },
    ]),
  ).toBe(`# HELP refused_total By reason,\\nwith a \\\\ in it.
# TYPE refused_total counter
refused_total{reason="a \\"quote\\", a \\\\ and\\na line"} 2
# HELP age_seconds Age.
# TYPE age_seconds gauge
age_seconds NaN
# HELP none_total None yet.
# TYPE none_total counter
# HELP limit Limit.
# TYPE limit gauge
limit +Inf
`);
});
