import type { Align, Block, Millimetres, Points, Run, TextBlock } from './sheet.ts'

/** A paragraph of body text from runs; a plain string is a regular run. */
export function paragraph(runs: readonly (Run | string)[], style: Partial<TextBlock> = {}): TextBlock {
  const whole = runs.map((run) => (typeof run === 'string' ? { text: run } : run))
  return { kind: 'text', runs: whole, size: 'body', align: 'justify', ...style }
}

/** One line in a fixed size. */
export function heading(
  text: string,
  size: Points,
  style: { bold?: boolean; italic?: boolean; align?: Align; after?: Points } = {},
): TextBlock {
  const { bold, italic, align = 'center', after } = style
  return { kind: 'text', runs: [{ text, bold, italic }], size, align, after }
}

export const bold = (text: string): Run => ({ text, bold: true })
/** Set once for all pages of a document that have these blocks alike. */
export const shared = (blocks: readonly Block[]): Block => ({ kind: 'shared', blocks })
export const gap = (height: Millimetres): Block => ({ kind: 'gap', height })

/** `Label: value` in body text, the value in bold if asked. */
export function field(
  label: string,
  value: string,
  style: { strong?: boolean } & Partial<TextBlock> = {},
): TextBlock {
  const { strong, ...rest } = style
  return paragraph([`${label}: `, { text: value, bold: strong }], rest)
}

/** A4 upright, 210 × 297 mm. */
export const a4 = { width: 210, height: 297 }
/** A5 upright, 148 × 210 mm. */
export const a5 = { width: 148, height: 210 }
