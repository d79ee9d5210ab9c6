import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../testing/ports.ts'
import { firstBreak, lineHash, readLine, writeLine } from './line.ts'
import { type Ledger, linesOf, openLedger } from './testing/ledger.ts'

let ledger: Ledger
let lines: string[]
let opening: { stream: string; seq: number; hash: string }
beforeAll(async () => {
  ledger = await openLedger(temporaryFolder())
  opening = ledger.journal.head()
  for (let count = 0; count < 12; count++) ledger.register()
  lines = linesOf(ledger.store, opening.stream)
})
afterAll(() => ledger.close())

const change = (seq: number, edit: (line: string) => string) =>
  lines.map((line, index) => (index + 1 === seq ? edit(line) : line))

describe('the chain of the journal', () => {
  test('holds from the opening record to the head', () => {
    expect(firstBreak(lines, opening)).toBeNull()
    expect(lineHash(lines.at(-1) ?? '')).toBe(ledger.journal.head().hash)
  })

  test('notices every changed character, wherever it is', () => {
    const line = lines[4] ?? ''
    for (let at = 0; at < line.length; at += 7) {
      const changed = `${line.slice(0, at)}${line[at] === '0' ? '1' : '0'}${line.slice(at + 1)}`
      const broken = firstBreak(
        change(5, () => changed),
        opening,
      )
      expect([5, 6], `character ${at}`).toContain(broken?.seq)
    }
  })

  test('notices a line taken out, put twice, moved, or brought from elsewhere', () => {
    const without = lines.toSpliced(4, 1)
    expect(firstBreak(without, opening)).toEqual({ seq: 5, reason: 'sequence' })
    expect(firstBreak(lines.toSpliced(4, 0, lines[4] ?? ''), opening)).toEqual({ seq: 6, reason: 'sequence' })
    const swapped = lines.with(4, lines[5] ?? '').with(5, lines[4] ?? '')
    expect(firstBreak(swapped, opening)).toEqual({ seq: 5, reason: 'sequence' })
    const foreign = change(5, (line) => line.replace(opening.stream, '01a10000-0000-7000-8000-0000000000ff'))
    expect(firstBreak(foreign, opening)).toEqual({ seq: 5, reason: 'stream' })
    expect(
      firstBreak(
        change(5, () => 'not a line'),
        opening,
      ),
    ).toEqual({ seq: 5, reason: 'unreadable' })
  })

  test('notices lines that were renumbered to close the hole', () => {
    const renumbered = lines.toSpliced(4, 1).map((line, index) => {
      const event = readLine(line)
      return event && event.seq !== index + 1 ? writeLine({ ...event, seq: index + 1 }) : line
    })
    expect(firstBreak(renumbered, opening)).toEqual({ seq: 5, reason: 'chain' })
  })

  test('notices that the first line belongs to another opening record', () => {
    expect(firstBreak(lines, { ...opening, hash: lineHash('another') })).toEqual({ seq: 1, reason: 'chain' })
  })

  test('cannot notice lines missing at its end: that is what receipts and the second copy are for', () => {
    expect(firstBreak(lines.slice(0, 7), opening)).toBeNull()
  })
})
