/** Texts of orders that are one visit. */
export const visitEn = {
  of: "One visit · {{n}} orders",
  together: "On the same visit",
  record: "Print the visit",
  rest: "Show {{n}} more",
  also: "Also for the rest of this visit ({{n}})",
  override: "Why it is given to somebody without the certificate",
};

/** Texts of several orders dealt with at once. */
export const bulkEn = {
  open: "Open",
  all: "All",
  selectAll: "Select all orders shown",
  assign: "Assign ({{n}})",
  plan: "Plan ({{n}})",
  print: "Print ({{n}})",
  done: "{{n}} orders changed",
  mayNot: "Engineers assign and plan. You can take orders yourself.",
};
