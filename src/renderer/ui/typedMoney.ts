/** Reads a number as a clerk types it: `1500000`, `1.500.000`, `1 500 000`, `12,5`. Null when it is none. */
export function readTypedNumber(typed: string): number | null {
  const text = typed.trim().replace(/[\s.]/g, '')
  if (!/^-?\d{1,15}(?:,\d{1,6})?$/.test(text)) return null
  return Number(text.replace(',', '.'))
}

/**
 * Reads an amount of đồng as a clerk types it: `1.500.000`, `1500000`, with `đ` or `đồng` behind it or not. Null when it
 * is none.
 */
export function readTypedMoney(typed: string): number | null {
  const amount = readTypedNumber(typed.replace(/\s*(?:đồng|đ|vnđ|vnd)\.?\s*$/iu, ''))
  return amount !== null && Number.isInteger(amount) ? amount : null
}

/** Writes an amount with dots between thousands. */
export function showMoney(amount: number): string {
  return String(amount).replace(/\B(?=(?:\d{3})+$)/g, '.')
}

/** What leaving a money field does: a readable amount gets its dots, anything else stays as typed. */
export function tidyMoney(typed: string): string {
  const amount = readTypedMoney(typed)
  return amount === null ? typed.trim() : showMoney(amount)
}
