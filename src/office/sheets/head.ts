import { gap, heading, shared } from './blocks.ts'
import type { Block, ColumnsBlock, Millimetres, Points } from './sheet.ts'

/** The measures of a page head: the two columns and the sizes of type. */
export type HeadMeasures = {
  readonly agencyWidth: Millimetres
  readonly mottoWidth: Millimetres
  readonly spacing: Millimetres
  readonly small: Points
  readonly large: Points
}

/** Measures for the 165 mm between the margins of an A4 permit (Decree 30/2020, Annex I: 12–13 and 13–14 pt). */
export const a4Head: HeadMeasures = { agencyWidth: 68, mottoWidth: 93, spacing: 4, small: 12.5, large: 13.5 }
/** The same proportions on A5 with 118 mm between the margins. */
export const a5Head: HeadMeasures = { agencyWidth: 48, mottoWidth: 68, spacing: 2, small: 9, large: 10 }

/**
 * Boxes 1 and 2 of Decree 30/2020, Annex I: the issuing office with a rule of 2/5 of its length, and the name of
 * the State and its motto with a rule as long as the motto. Beneath, on one line, `left` and `right`: box 3, the
 * number, and box 4, place and date.
 */
export function head(
  measures: HeadMeasures,
  agency: { parent?: string; name: string },
  beneath: { left: readonly Block[]; right: readonly Block[] },
): Block[] {
  const { small, large } = measures
  const office: Block[] = [
    ...(agency.parent === undefined ? [] : [heading(agency.parent.toLocaleUpperCase('vi'), small)]),
    heading(agency.name.toLocaleUpperCase('vi'), small, { bold: true }),
    { kind: 'rule', share: 0.4 },
  ]
  const state: Block[] = [
    heading('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', small, { bold: true }),
    heading('Độc lập - Tự do - Hạnh phúc', large, { bold: true }),
    { kind: 'rule', share: 1 },
  ]
  return [shared([halves(measures, office, state)]), gap(1), halves(measures, beneath.left, beneath.right)]
}

function halves(measures: HeadMeasures, left: readonly Block[], right: readonly Block[]): ColumnsBlock {
  const { agencyWidth, mottoWidth, spacing } = measures
  return {
    kind: 'columns',
    spacing,
    columns: [
      { width: agencyWidth, blocks: left },
      { width: mottoWidth, blocks: right },
    ],
  }
}
