/** Texts in one line with something between; missing ones are left out, and what has no room ends in `…`. */
export function joined(
  texts: readonly (string | null | undefined)[],
  between = ', ',
  longest = Number.POSITIVE_INFINITY,
): string {
  const text = texts.filter(Boolean).join(between)
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`
}
