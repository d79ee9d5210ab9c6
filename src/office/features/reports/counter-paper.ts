import { dateAt, minuteAt } from '../../../domain/calendar.ts'
import { dayText } from '../../../contract/policy/words.ts'
import type { Desk } from '../../desk.ts'
import { bold, gap, heading, paragraph } from '../../sheets/blocks.ts'
import { head, type HeadMeasures } from '../../sheets/head.ts'
import type { Block, Layout, PageLayout } from '../../sheets/sheet.ts'
import { momentInFigures } from '../../sheets/words.ts'
import { staffName } from '../staff/read.ts'

/** A4 across, as the register: 273 mm of width. */
const across = { width: 297, height: 210, margins: { top: 18, right: 12, bottom: 12, left: 12 } }
/** A4 upright with 165 mm. */
const upright = { width: 210, height: 297, margins: { top: 20, right: 15, bottom: 15, left: 30 } }
const wide: HeadMeasures = { agencyWidth: 110, mottoWidth: 110, spacing: 53, small: 11, large: 12 }
const narrow: HeadMeasures = { agencyWidth: 68, mottoWidth: 93, spacing: 4, small: 11, large: 12 }

/** What a book or report of the counter says above its table, and which way its paper lies. */
export type Cover = {
  readonly title: string
  readonly about: string
  readonly period: { readonly firstDay: string; readonly lastDay: string }
  readonly way: 'across' | 'upright'
}

/** A paper of the counter over many pages: its head, the blocks, and who drew it up when. */
export function counterPaper(desk: Desk, user: string, cover: Cover, blocks: readonly Block[]): Layout {
  const facts = desk.facts()
  const now = desk.ports.clock.now()
  const agency = {
    parent: `Ủy ban nhân dân ${facts.wardName}`,
    name: desk.pack().receipt.counter,
  }
  const isAcross = cover.way === 'across'
  const page: PageLayout = {
    ...(isAcross ? across : upright),
    body: [{ size: 11, lead: 1.15, after: 2 }],
    long: true,
    blocks: [
      ...head(isAcross ? wide : narrow, agency, { left: [], right: [] }),
      gap(2),
      heading(cover.title.toLocaleUpperCase('vi'), 14, { bold: true }),
      heading(cover.about, 12),
      heading(periodText(cover.period), 12, { italic: true }),
      gap(3),
      ...blocks,
      gap(3),
      paragraph([
        bold(`Lập lúc ${momentInFigures({ date: dateAt(now), minute: minuteAt(now) })}`),
        `, người lập: ${staffName(desk.store, user)}.`,
      ]),
    ],
    running: cover.title,
  }
  return { date: dateAt(now), training: facts.training, pages: [page] }
}

function periodText({ firstDay, lastDay }: Cover['period']): string {
  return firstDay === lastDay
    ? `(Ngày ${dayText(firstDay)})`
    : `(Từ ngày ${dayText(firstDay)} đến ngày ${dayText(lastDay)})`
}
