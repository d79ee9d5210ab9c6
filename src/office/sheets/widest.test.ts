import { expect, it } from 'vitest'
import { apology } from './apology/index.ts'
import { caseRecord } from './case-record/index.ts'
import { compose } from './compose.ts'
import { controlSlip } from './control-slip/index.ts'
import { marketCard } from './market-card/index.ts'
import { marketCardSlip } from './market-card-slip/index.ts'
import { organisationPaper } from './organisation-paper/index.ts'
import { permit } from './permit/index.ts'
import { registerBook } from './register-book/index.ts'
import type { Sheet } from './sheet.ts'
import { stopNotice } from './stop-notice/index.ts'
import {
  fullApology,
  fullCaseRecord,
  fullControlSlip,
  fullMarketCard,
  fullOrganisationPaper,
  fullRegisterCover,
  fullRegisterEntry,
  fullStopNotice,
  fullTransferSlip,
} from './testing/full-desk-samples.ts'
import { fullPermit } from './testing/samples.ts'
import { transferSlip } from './transfer-slip/index.ts'

/** Every longest text in the widest letter there is, without a space at which a line could end. */
function widened(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith('Đường') ? 'W'.repeat(value.length) : value
  if (Array.isArray(value)) return value.map(widened)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, widened(inner)]))
}

const register = { ...fullRegisterCover, entries: [fullRegisterEntry, fullRegisterEntry] }
const fullCards = Array.from({ length: 4 }, () => ({ ...fullMarketCard, serial: 'W'.repeat(20) }))
const papers: readonly (readonly [string, Sheet, object])[] = [
  ['permit', permit, fullPermit],
  ['apology', apology, fullApology],
  ['notice of stopping', stopNotice, fullStopNotice],
  ['control slip', controlSlip, { ...fullControlSlip, stays: fullControlSlip.stays.slice(0, 5) }],
  ['register', registerBook, register],
  ['transfer slip', transferSlip, fullTransferSlip],
  ['organisation paper', organisationPaper, fullOrganisationPaper],
  ['market card', marketCardSlip, fullMarketCard],
  ['sheet of market cards', marketCard, { training: true, cards: fullCards }],
  ['record', caseRecord, fullCaseRecord],
]

it.each(papers)('a %s has all its letters on its pages, even in the widest there are', (_, sheet, data) => {
  const pages = compose(sheet.layout(sheet.schema.parse(widened(data)))).pages
  for (const { marks, width, height } of pages)
    for (const mark of marks) {
      if (mark.kind !== 'text' || mark.angle !== 0) continue
      expect(mark.x).toBeGreaterThan(0)
      expect(mark.x).toBeLessThan(width)
      expect(mark.y).toBeGreaterThan(0)
      expect(mark.y).toBeLessThan(height)
    }
})
