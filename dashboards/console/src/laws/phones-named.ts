/** Those of a list of numbers that some words name: "Call 119 and 120" names both, and not 9120. */
export function phonesNamed<P extends { readonly number: string }>(
  phones: readonly P[],
  words: readonly (string | undefined)[],
): readonly P[] {
  const said = new Set(words.flatMap((word) => word?.split(/\D+/) ?? []));
  return phones.filter(({ number }) => said.has(number));
}
