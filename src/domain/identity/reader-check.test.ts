import { describe, expect, test } from 'vitest'
import { encodeUtf8 } from '../text/utf8.ts'
import { windows1252Character } from '../text/repair.ts'
import { readerReport, type ReaderReport, type TestScan } from './reader-check.ts'
import { recogniseScan } from './recognise.ts'
import { type TestCodeId, testCodeIds, testCodeOf, testCodes } from './test-codes.ts'
import { usCharacter } from './us-keys.ts'
import { idleWedge, type WedgeKey, wedgeKey, wedgeSilence, type WedgeSettings } from './wedge.ts'
import { measureTrace, noTrace, type TypedMeasure, traceKey } from './wedge-measure.ts'

const calm: TypedMeasure = {
  keys: 600,
  medianGap: 4,
  longestGap: 9,
  suffix: 'enter',
  prefix: null,
  firstKey: 'KeyT',
  altCodes: false,
  injected: 0,
}

/** The report about a reader that does `damage` to every code. */
function reportOf(
  base: Partial<TestScan>,
  damage: (text: string, id: TestCodeId) => string = (text) => text,
  ids: readonly TestCodeId[] = testCodeIds,
): ReaderReport {
  const scan = { mode: 'hid-pos', suffix: 'cr', typed: null, ...base } as const
  const scans = ids.map((id): [TestCodeId, TestScan] => [
    id,
    { ...scan, read: { ...base.read, text: damage(testCodes[id], id) } },
  ])
  return readerReport(new Map(scans))
}
const keyboard = { mode: 'keyboard', suffix: 'enter', typed: calm } as const
const outcomeOf = (report: ReaderReport, id: TestCodeId) =>
  report.codes.find((code) => code.id === id)?.outcome
const asciiOnly = (text: string) => text.replace(/[^ -~]/gu, '')

describe('the test codes', () => {
  test('hold every printing ASCII character and all 134 Vietnamese letters', () => {
    for (let code = 0x20; code < 0x7f; code++) expect(testCodes.ascii).toContain(String.fromCharCode(code))
    const letters = new Set(Array.from(testCodes.vietnamese).filter((character) => character > '\u007f'))
    expect(letters.size).toBe(134)
  })
  test('are never taken for a paper of a person, whole or cut', () => {
    for (const id of testCodeIds) {
      expect(testCodeOf(testCodes[id])).toBe(id)
      for (let cut = 1; cut <= testCodes[id].length; cut += 7) {
        expect(recogniseScan(testCodes[id].slice(0, cut))).toMatchObject({ kind: 'unknown', accepted: false })
      }
    }
    expect(testCodeOf('TEST|')).toBeNull()
  })
})

describe('a reader in HID POS or COM mode', () => {
  test('that brings everything whole is good, and nothing is to be changed', () => {
    expect(reportOf({ read: { text: '', symbology: ']Q1' } })).toMatchObject({
      verdict: 'good',
      mode: 'hid-pos',
      findings: [],
      advice: [],
      symbology: ']Q1',
      wedge: null,
    })
  })
  test('needs no suffix in HID POS, where reports say where a scan ends; in COM it does', () => {
    expect(reportOf({ suffix: 'none' }).findings).toEqual([])
    const serial = reportOf({ mode: 'serial', suffix: 'none' })
    expect(serial.findings).toEqual(['no-suffix', 'no-symbology'])
    expect(serial.advice).toEqual(['set-suffix-cr', 'set-aim-prefix'])
    expect(serial.verdict).toBe('usable')
    expect(reportOf({ mode: 'serial', suffix: 'cr' }, (text) => `]Q1${text}`)).toMatchObject({
      verdict: 'good',
      symbology: ']Q1',
      findings: [],
    })
  })
  test('is not judged before every code was scanned', () => {
    expect(reportOf({}, undefined, ['suffix', 'ascii'])).toMatchObject({
      verdict: 'unfinished',
      codes: [
        { id: 'suffix', outcome: 'whole' },
        { id: 'ascii', outcome: 'whole' },
        { id: 'vietnamese', outcome: null },
        { id: 'long', outcome: null },
      ],
    })
    expect(readerReport(new Map())).toMatchObject({ verdict: 'unfinished', mode: null })
  })
  test('set to another code page is told from one that loses letters', () => {
    const latin = (text: string) => Array.from(text, (c) => (c > '\u007f' ? '\u00e2' : c)).join('')
    const page = reportOf({ read: { text: '', damage: 'utf-8' } }, latin)
    expect(page).toMatchObject({
      verdict: 'letters-lost',
      findings: ['letters-code-page'],
      advice: ['set-utf8'],
    })
    const lost = reportOf({}, asciiOnly)
    expect(lost).toMatchObject({ verdict: 'letters-lost', findings: ['letters-lost'] })
    expect(outcomeOf(lost, 'vietnamese')).toBe('letters-dropped')
  })
  test('that loses a report of a long code, or its end, is unreliable', () => {
    const inside = reportOf({}, (text, id) => (id === 'long' ? text.slice(0, 56) + text.slice(112) : text))
    expect(inside).toMatchObject({
      verdict: 'unreliable',
      findings: ['parts-missing'],
      advice: ['check-cable'],
    })
    const end = reportOf({}, (text, id) => (id === 'long' ? text.slice(0, 254) : text))
    expect(end).toMatchObject({ findings: ['truncated'], advice: ['read-larger-codes', 'check-cable'] })
  })
  test('that adds text around the data is told which', () => {
    expect(reportOf({}, (text) => `<<${text}#9`)).toMatchObject({
      findings: ['extra-text'],
      advice: ['remove-added-text'],
      before: '<<',
      after: '#9',
    })
  })
  test('that sends escapes of code pages is told so', () => {
    const report = reportOf({}, (text, id) => (id === 'vietnamese' ? `]Q2\\000003${text}` : text))
    expect(report.findings).toEqual(['eci'])
    expect(report.advice).toEqual(['set-eci-off'])
  })
  test('whose text makes no sense at all is said to be not understood', () => {
    expect(reportOf({}, (_, id) => `something else ${id}`)).toMatchObject({
      verdict: 'unreliable',
      findings: ['not-understood'],
    })
  })
})

describe('a reader in keyboard mode', () => {
  const mojibake = (text: string) => encodeUtf8(text).map(windows1252Character).join('')

  test('that types every byte by its number is repaired, and still better off in HID POS', () => {
    const report = reportOf({ ...keyboard, typed: { ...calm, altCodes: true } }, mojibake)
    expect(report).toMatchObject({ verdict: 'usable', speed: { medianGap: 4, longestGap: 9 } })
    expect(report.findings).toEqual(['keyboard-mode', 'letters-repaired', 'alt-codes'])
    expect(report.advice).toEqual(['switch-to-hid-pos', 'switch-to-serial', 'set-prefix-key'])
  })
  test.each([
    ['letters-dropped', asciiOnly],
    [
      'letters-stripped',
      (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D'),
    ],
    ['letters-as-question-marks', (text: string) => text.replace(/[^ -~]/gu, '?')],
    [
      'letters-code-page',
      (text: string) => Array.from(text, (c) => String.fromCharCode((c.codePointAt(0) ?? 0) % 256)).join(''),
    ],
  ] as const)('that does %s loses the letters for good: names are typed', (outcome, damage) => {
    const report = reportOf(keyboard, damage)
    expect(outcomeOf(report, 'vietnamese')).toBe(outcome)
    expect(outcomeOf(report, 'ascii')).toBe('whole')
    expect(report.verdict).toBe('letters-lost')
    expect(report.advice[0]).toBe('switch-to-hid-pos')
  })
  test('on a computer with Unikey on is told to turn it off first', () => {
    const seen = reportOf({ ...keyboard, typed: { ...calm, injected: 12 } }, asciiOnly)
    expect(seen.verdict).toBe('input-method')
    expect(seen.advice).toContain('turn-input-method-off')
    const inText = reportOf(keyboard, (text) => text.replace('aa dd ee', 'â đ ê').replace('a1', 'á'))
    expect(inText.findings).toContain('input-method')
  })
  test('set to another country teaches its layout, and the profile puts its scans right', () => {
    const swap: Record<string, string> = {
      y: 'z',
      z: 'y',
      Y: 'Z',
      Z: 'Y',
      '-': '/',
      '/': '-',
      '|': '>',
      '>': '|',
    }
    const german = (text: string) => Array.from(asciiOnly(text), (c) => swap[c] ?? c).join('')
    const report = reportOf(keyboard, german)
    expect(report.findings).toEqual(['keyboard-mode', 'layout-mismatch', 'letters-lost'])
    expect(report.advice).toContain('set-country-us')
    expect(outcomeOf(report, 'long')).toBe('whole')
    expect(report.wedge?.layout).toEqual(swap)
    expect(scannedWith(report.wedge as WedgeSettings, german('079185000123||Y/Z-1'))).toBe(
      '079185000123||Y/Z-1',
    )
  })
  test('under Caps Lock, or a Vietnamese layout of Windows, is unreliable and told why', () => {
    const caps = (text: string) =>
      Array.from(asciiOnly(text), (c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('')
    expect(reportOf(keyboard, caps)).toMatchObject({ verdict: 'unreliable' })
    expect(reportOf(keyboard, caps).advice).toContain('turn-caps-lock-off')
    const digits = 'ăâêộ̀̉̃́đ'
    const vietnamese = (text: string) =>
      text.replace(/\d/g, (digit) => Array.from(digits)[Number(digit)] ?? digit)
    const report = reportOf(keyboard, (text) => vietnamese(asciiOnly(text)))
    expect(report.findings).toContain('layout-vietnamese')
    expect(report.verdict).toBe('unreliable')
  })
  test('that is slow gets longer gaps, within what leaves people alone', () => {
    expect(reportOf(keyboard).wedge).toMatchObject({
      longestGap: 60,
      medianGap: 15,
      silence: 120,
      prefix: null,
    })
    const slow = reportOf({ ...keyboard, typed: { ...calm, medianGap: 16, longestGap: 50 } })
    expect(slow.wedge).toMatchObject({ longestGap: 100, medianGap: 24, silence: 200 })
    const crawling = reportOf({ ...keyboard, typed: { ...calm, medianGap: 40, longestGap: 400 } })
    expect(crawling.wedge).toMatchObject({ longestGap: 150, medianGap: 30 })
    expect(crawling).toMatchObject({ verdict: 'unreliable' })
    expect(crawling.advice).toContain('set-key-delay')
  })
  test('with a key before every scan needs no guessing', () => {
    const silent = reportOf({ ...keyboard, typed: { ...calm, prefix: 'F9' } })
    expect(silent.wedge?.prefix).toBe('F9')
    expect(silent.advice).not.toContain('set-prefix-key')
    const printing = reportOf(
      { ...keyboard, typed: { ...calm, firstKey: 'Backquote' } },
      (text) => `~${text}`,
    )
    expect(printing.wedge?.prefix).toBe('Backquote')
    expect(printing.findings).not.toContain('extra-text')
  })
  test('without a suffix, or with Tab, is told to send Enter', () => {
    expect(reportOf({ ...keyboard, suffix: 'none' }).findings).toContain('no-suffix')
    expect(reportOf({ ...keyboard, suffix: 'tab' }).advice).toContain('set-suffix-cr')
  })
})

describe('how a scan was typed', () => {
  const key = (code: string, at: number, more: Partial<WedgeKey> = {}): WedgeKey => ({
    code,
    key: '',
    shift: false,
    alt: false,
    at,
    ...more,
  })
  const measured = (keys: readonly WedgeKey[]) => measureTrace(keys.reduce(traceKey, noTrace))

  test('is measured from the keys of the latest burst only', () => {
    const typed = ['KeyA', 'KeyB'].map((code, i) => key(code, i * 200))
    const scan = ['F9', 'Digit0', 'Digit1', 'Digit2', 'Enter'].map((code, i) => key(code, 2000 + 5 * i))
    expect(measured([...typed, ...scan])).toEqual({
      keys: 3,
      medianGap: 5,
      longestGap: 5,
      suffix: 'enter',
      prefix: 'F9',
      firstKey: 'Digit0',
      altCodes: false,
      injected: 0,
    })
    expect(measured([])).toBeNull()
    expect(measured([key('F2', 0)])).toBeNull()
  })
  test('leaves out the keys a person pressed just before', () => {
    const person = [key('Backspace', 0), key('F8', 130)]
    const scan = ['Digit0', 'Digit1', 'Digit2', 'Enter'].map((code, i) => key(code, 400 + 5 * i))
    expect(measured([...person, ...scan])).toMatchObject({ longestGap: 5, prefix: null, injected: 0 })
  })
  test('tells numbers typed with Alt, and keys that no reader sends', () => {
    const alt = [
      key('AltLeft', 0),
      key('Numpad0', 2, { alt: true }),
      key('AltLeft', 9, { up: true, alt: true }),
    ]
    expect(measured(alt)).toMatchObject({ altCodes: true, suffix: 'none' })
    const unikey = [key('KeyA', 0), key('KeyA', 3), key('Backspace', 4), key('', 5), key('Tab', 9)]
    expect(measured(unikey)).toMatchObject({ injected: 2, suffix: 'tab', keys: 2 })
  })
})

/** What the window makes of a text typed by US positions, with a profile in force. */
function scannedWith(settings: WedgeSettings, text: string): string | null {
  const codes = new Map<string, { code: string; shift: boolean }>()
  const printing = 'Minus Slash Backslash Period Comma Space'.split(' ')
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `Key${letter}`)
  for (const code of [...printing, ...letters, ...Array.from('0123456789', (digit) => `Digit${digit}`)]) {
    for (const shift of [false, true]) codes.set(usCharacter(code, shift) ?? '', { code, shift })
  }
  let state = idleWedge
  for (const [i, character] of Array.from(text).entries()) {
    const found = codes.get(character)
    if (!found) throw new Error(`no key for ${character}`)
    ;[state] = wedgeKey(state, { ...found, key: character, alt: false, at: i * 4 }, settings)
  }
  const [, decisions] = wedgeSilence(state, text.length * 4 + 500, settings)
  const scan = decisions.find((decision) => decision.kind === 'scan')
  return scan?.kind === 'scan' ? scan.text : null
}
