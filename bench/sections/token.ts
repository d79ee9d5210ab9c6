import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { parseScanLine } from '../../src/office/scanning/parse-line.ts'
import { dateAt } from '../../src/domain/calendar.ts'
import { judge } from '../../src/office/token/judge.ts'
import { batchSymbol, symbol } from '../../src/office/token/symbol.ts'
import {
  clock,
  issuedAt,
  listsWith,
  permit,
  place,
  wardKey,
} from '../../src/office/token/testing/example-city.ts'
import { issueToken, parse } from '../../src/office/token/token.ts'
import { createWatch, perSecond } from '../measure.ts'
import { type Row, timed } from '../table.ts'

/** Signing, reading and judging tokens, drawing their codes, understanding scans. */
export function tokenSection(quick: boolean): Row[] {
  const ms = quick ? 300 : 2000
  const lists = listsWith()
  const { text } = issueToken(permit, issuedAt, wardKey, 'base45')
  const today = dateAt(clock.now)
  const card = JSON.stringify(
    '079185000123|012345678|Trần Thị Thu Hà|15031985|Nữ|12/5 Lê Lợi, Ví Dụ, Quận Mẫu, TP. Hồ Chí Minh|21052021',
  )
  const { size } = symbol(text)
  const row = (section: string, way: string, work: () => void, note = ''): Row => ({
    section,
    way,
    perSecond: perSecond(work, ms),
    note,
  })
  return [
    row('token', 'sign and spell', () => void issueToken(permit, issuedAt, wardKey, 'base45')),
    row(
      'token',
      'sign, spell and draw the code',
      () => void batchSymbol(issueToken(permit, issuedAt, wardKey, 'base45').text),
    ),
    row('token', 'parse', () => void parse(text), `${text.length} characters`),
    row('token', 'parse and judge', () => void judge(parse(text), clock, place, lists), 'one Ed25519 check'),
    timed('token', 'parse and judge, a new token each time', judging(quick ? 2000 : 20_000)),
    row('token', 'QR, one at a time (qrcode)', () => void symbol(text), `${size} × ${size} modules`),
    row('token', 'QR, batch (qr)', () => void batchSymbol(text)),
    row('scan', 'card text → fields', () => void parseScanLine(card, today)),
    row('scan', 'HID reports → fields', () => void parseScanLine(reports, today), `${reportCount} reports`),
  ]
}

/** Each token is another one, as at a checkpoint. */
function judging(times: number) {
  const lists = listsWith()
  const texts = Array.from({ length: 500 }, (_, index) => {
    const { text } = issueToken(
      { ...permit, index },
      issuedAt,
      wardKey,
      index % 2 === 0 ? 'base45' : 'numeric',
    )
    return text
  })
  const watch = createWatch()
  for (let time = -200; time < times; time++) {
    const text = texts[(time + 500) % texts.length] ?? ''
    const before = process.threadCpuUsage()
    const begun = performance.now()
    judge(parse(text), clock, place, lists)
    const wall = performance.now() - begun
    const { user, system } = process.threadCpuUsage(before)
    if (time >= 0) watch.note(wall, (user + system) / 1000)
  }
  return watch.figures()
}

/** A card of the project's vectors as a reader of the commonest layout sends it. */
const hid = z
  .object({
    layouts: z.record(z.string(), z.object({ vendorId: z.int() })),
    scans: z.array(z.object({ layout: z.string(), name: z.string(), reports: z.array(z.string()) })),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../e2e/vectors/hid-reports.json'), 'utf8')))
const longest = hid.scans
  .filter(({ layout }) => layout === 'A')
  .reduce((one, other) => (other.reports.length > one.reports.length ? other : one))
const reportCount = longest.reports.length
const reports = JSON.stringify({ reports: longest.reports, vendorId: hid.layouts['A']?.vendorId })
