/** A source as a person at the equipment reads it: the section of docs/facts.md that it cites is for who builds on it. */
export const uncited = (source: string): string =>
  source
    .replace(/ \(domain facts §\d+(?:, ([^)]*))?\)/, (_, more?: string) => (more ? ` (${more})` : ""))
    .replace(/[,;] domain facts §\d+/, "");
