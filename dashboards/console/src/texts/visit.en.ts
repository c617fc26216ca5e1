/** Texts of orders that are one visit. */
export const visitEn = {
  of: "One visit · {{n}} orders",
  together: "On the same visit",
  record: "Print the visit",
  also: "The same for the other {{n}} of this visit",
  override: "Why it is given to somebody without the certificate",
};
