/**
 * A text as a cell that no spreadsheet program takes for a formula: what begins with = + - @, a tab or a return gets an
 * apostrophe in front, which our own reading takes off again (OWASP, CSV injection).
 */
export function neutralised(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
}
