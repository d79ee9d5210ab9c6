import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recogniseScan } from './recognise.ts'
import { usCharacter } from './us-keys.ts'
import {
  idleWedge,
  usualWedge,
  type WedgeDecision,
  type WedgeKey,
  type WedgeSettings,
  wedgeKey,
  wedgeSilence,
} from './wedge.ts'

const codes = new Map<string, { code: string; shift: boolean }>()
const printing =
  'Minus Equal BracketLeft BracketRight Backslash Semicolon Quote Comma Period Slash Space Backquote'
for (const code of [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('').map((letter) => `Key${letter}`),
  ...'0123456789'.split('').map((digit) => `Digit${digit}`),
  ...printing.split(' '),
]) {
  for (const shift of [false, true]) {
    const character = usCharacter(code, shift) as string
    if (!codes.has(character)) codes.set(character, { code, shift })
  }
}

/** Keys a reader set to a US keyboard presses for an ASCII text, `gap` ms apart. */
function keysFor(text: string, at: number, gap = 4, suffix: string | null = 'Enter'): WedgeKey[] {
  const keys = Array.from(text).map((character, i) => {
    const found = codes.get(character)
    if (!found) throw new Error(`no key for ${character}`)
    return { ...found, key: character, alt: false, at: at + i * gap }
  })
  const end = { code: suffix ?? '', key: suffix ?? '', shift: false, alt: false, at: at + text.length * gap }
  return suffix === null ? keys : [...keys, end]
}

function play(keys: readonly WedgeKey[], settings: WedgeSettings = usualWedge) {
  let state = idleWedge
  const decisions: WedgeDecision[] = []
  for (const key of keys) {
    const [next, made] = wedgeKey(state, key, settings)
    state = next
    decisions.push(...made)
  }
  const last = keys.at(-1)?.at ?? 0
  const [end, made] = wedgeSilence(state, last + 200, settings)
  expect(end.phase).toBe('idle')
  return [...decisions, ...made]
}
const scans = (decisions: WedgeDecision[]) => decisions.filter((decision) => decision.kind === 'scan')
const count = (decisions: WedgeDecision[], kind: WedgeDecision['kind']) =>
  decisions.filter((decision) => decision.kind === kind).length

describe('a reader in keyboard mode', () => {
  test('its scan is taken whole, and the three letters that leaked are taken back', () => {
    const decisions = play(keysFor('079185000123|012345678|Trn Th', 1000))
    expect(scans(decisions)).toEqual([
      { kind: 'scan', text: '079185000123|012345678|Trn Th', inputMethod: false },
    ])
    expect(decisions.slice(0, 4)).toMatchObject([
      { kind: 'pass' },
      { kind: 'pass' },
      { kind: 'pass' },
      { kind: 'swallow-and-delete', leaked: 3 },
    ])
    expect(count(decisions, 'pass')).toBe(3)
  })

  test('any ASCII text is rebuilt from the positions of the keys', () => {
    const ascii = fc.string({ unit: fc.constantFrom(...codes.keys()), minLength: 8, maxLength: 200 })
    fc.assert(
      fc.property(
        ascii,
        fc.integer({ min: 1, max: 15 }),
        fc.constantFrom('Enter', 'Tab', 'NumpadEnter', null),
        (text, gap, suffix) => {
          expect(scans(play(keysFor(text, 0, gap, suffix)))).toEqual([
            { kind: 'scan', text, inputMethod: false },
          ])
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('a few slow keys in between do not end a scan, a long pause does', () => {
    const keys = keysFor('39901-26-A00012-Z', 0)
    const late = (from: number, by: number) =>
      keys.map((key, i) => (i < from ? key : { ...key, at: key.at + by }))
    expect(scans(play(late(9, 50)))).toMatchObject([{ text: '39901-26-A00012-Z' }])
    expect(scans(play(late(9, 90)))).not.toContainEqual(
      expect.objectContaining({ text: '39901-26-A00012-Z' }),
    )
  })

  test('a letter typed just before belongs to the person', () => {
    const typed = { code: 'KeyN', key: 'n', shift: false, alt: false, at: 960 }
    const decisions = play([typed, ...keysFor('079185000123', 1000)])
    expect(scans(decisions)).toMatchObject([{ text: '079185000123' }])
    expect(decisions).toContainEqual({ kind: 'swallow-and-delete', leaked: 3, since: 1000 })
  })

  test('carriage return and line feed end one scan and press no button', () => {
    const keys = keysFor('079185000123', 0)
    const second = { ...(keys.at(-1) as WedgeKey), at: (keys.at(-1) as WedgeKey).at + 4 }
    const decisions = play([...keys, second])
    expect(scans(decisions)).toHaveLength(1)
    expect(decisions.at(-1)).toEqual({ kind: 'swallow' })
    // A person who goes on by Tab is not kept from it.
    expect(play([...keys, second, { ...second, at: second.at + 40 }]).at(-1)).toEqual({ kind: 'pass' })
  })

  test('the lines of a machine-readable zone are one scan', () => {
    const lines = [
      'IDVNM1850001232079185000123<<2',
      '8503150F4503152VNM<<<<<<<<<<<2',
      'TRAN<<THI<THU<HA<<<<<<<<<<<<<<',
    ]
    const keys = lines.flatMap((line, i) => keysFor(line, i * 31 * 4))
    const [scan] = scans(play(keys))
    expect(scan).toMatchObject({ text: lines.join('\n') })
    expect(recogniseScan(scan?.kind === 'scan' ? scan.text : '')).toMatchObject({
      kind: 'mrz-td1',
      accepted: true,
    })
  })

  test('ALT codes give the bytes back, so that the name is put right', () => {
    const text =
      '079185000123||Trần Thị Thu Hà|15031985|Nữ|12/5 Lê Lợi, Ví Dụ, Quận Mẫu, TP. Hồ Chí Minh|21052021'
    let at = 0
    const next = () => (at += 3)
    const keys: WedgeKey[] = []
    for (const byte of new TextEncoder().encode(text)) {
      if (byte < 0x80) {
        keys.push({
          ...(codes.get(String.fromCharCode(byte)) as { code: string; shift: boolean }),
          key: '',
          alt: false,
          at: next(),
        })
        continue
      }
      keys.push({ code: 'AltLeft', key: 'Alt', shift: false, alt: true, at: next() })
      for (const digit of `0${byte}`)
        keys.push({ code: `Numpad${digit}`, key: digit, shift: false, alt: true, at: next() })
      keys.push({ code: 'AltLeft', key: 'Alt', shift: false, alt: false, up: true, at: next() })
    }
    const [scan] = scans(play(keys))
    expect(recogniseScan({ text: scan?.kind === 'scan' ? scan.text : '', keyboard: true })).toMatchObject({
      fullName: 'Trần Thị Thu Hà',
      repaired: true,
      warnings: ['confirm-letters'],
    })
  })

  test('Unikey gives itself away by its backspaces', () => {
    const keys = keysFor('079185000123|Tran', 0)
    const packet = { code: '', key: 'â', shift: false, alt: false, at: 0 }
    const spoilt = keys.flatMap((key, i) =>
      i === 15 ? [{ ...packet, code: 'Backspace', at: key.at }, { ...packet, at: key.at }, key] : [key],
    )
    expect(scans(play(spoilt))).toMatchObject([{ inputMethod: true }])
  })

  test('Unikey at work on the very first keys is noticed too, and what it made of them is taken back', () => {
    // VNI: T E 4 is a T and an Ẽ.
    const keys = keysFor('TE4790123456789|5472e1', 1000)
    const injected = (key: string, code: string, at: number) => ({ code, key, shift: false, alt: false, at })
    const through = keys.flatMap((key, i) =>
      i === 2 ? [injected('Backspace', 'Backspace', key.at), injected('Ẽ', '', key.at + 0.3)] : [key],
    )
    const decisions = play(through)
    expect(scans(decisions)).toEqual([{ kind: 'scan', text: 'TE790123456789|5472e1', inputMethod: true }])
    expect(decisions).toContainEqual({ kind: 'swallow-and-delete', leaked: 3, since: 1000 })
    // When it takes the very first key away, the field is put back to before that.
    const [, , ...rest] = through
    expect(play(rest)).toContainEqual({ kind: 'swallow-and-delete', leaked: 3, since: 1008 })
  })

  test('a person who corrects a letter right before a scan spoils nothing of it', () => {
    const correction = { code: 'Backspace', key: 'Backspace', shift: false, alt: false, at: 955 }
    const decisions = play([correction, ...keysFor('079185000123', 1000)])
    expect(scans(decisions)).toEqual([{ kind: 'scan', text: '079185000123', inputMethod: false }])
    expect(decisions).toContainEqual({ kind: 'swallow-and-delete', leaked: 3, since: 1000 })
  })

  test('with a prefix key nothing is guessed', () => {
    const settings = { ...usualWedge, prefix: 'F9' }
    const prefix = { code: 'F9', key: 'F9', shift: false, alt: false, at: 0 }
    const decisions = play([prefix, ...keysFor('012345', 40, 40)], settings)
    expect(scans(decisions)).toEqual([{ kind: 'scan', text: '012345', inputMethod: false }])
    expect(count(decisions, 'pass')).toBe(0)
    expect(scans(play(keysFor('079185000123', 0), settings))).toEqual([])
    expect(play([prefix], settings)).toEqual([{ kind: 'swallow' }])
  })
})

describe('a person at the keyboard', () => {
  test('is left alone, however fast, down to 20 ms a key', () => {
    const text = fc.string({ unit: fc.constantFrom(...codes.keys()), minLength: 1, maxLength: 80 })
    fc.assert(
      fc.property(
        text,
        fc.array(fc.integer({ min: 20, max: 400 }), { minLength: 80, maxLength: 80 }),
        (typed, gaps) => {
          let at = 0
          const keys = keysFor(typed, 0).map((key, i) => ({
            ...key,
            at: (at += gaps[i % gaps.length] as number),
          }))
          expect(play(keys).every((decision) => decision.kind === 'pass')).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('is left alone with an input method on, which sends whole words within a millisecond or two', () => {
    const word = fc.record({
      typed: fc.integer({ min: 1, max: 4 }),
      taken: fc.integer({ min: 0, max: 5 }),
      put: fc.string({ unit: fc.constantFrom(...'ăâêôơưđễượị'.split('')), minLength: 1, maxLength: 5 }),
      pause: fc.integer({ min: 20, max: 200 }),
    })
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
        let at = 0
        const stroke = (code: string, key: string, after: number): WedgeKey => {
          at += after
          return { code, key, shift: false, alt: false, at }
        }
        const keys = words.flatMap(({ typed, taken, put, pause }) => [
          ...Array.from({ length: typed }, () => stroke('KeyN', 'n', pause)),
          ...Array.from({ length: taken }, (_, i) => stroke('Backspace', 'Backspace', i === 0 ? pause : 0.3)),
          ...Array.from(put, (letter) => stroke('', letter, 0.3)),
        ])
        expect(new Set(play(keys).map(({ kind }) => kind))).toEqual(new Set(['pass']))
      }),
      { numRuns: 2000 },
    )
  })

  test('a held key that repeats is no reader', () => {
    const keys = Array.from({ length: 60 }, (_, i) => ({
      code: 'KeyA',
      key: 'a',
      shift: false,
      alt: false,
      at: i * 33,
    }))
    expect(play(keys).every((decision) => decision.kind === 'pass')).toBe(true)
  })

  test('keys that were held by mistake are given back', () => {
    const decisions = play(keysFor('asdfg', 0, 5, null))
    expect(decisions.at(-1)).toEqual({ kind: 'release', text: 'asdfg' })
    expect(scans(decisions)).toEqual([])
    expect(play(keysFor('asdfg', 0, 5)).slice(-2)).toEqual([
      { kind: 'release', text: 'asdfg' },
      { kind: 'pass' },
    ])
  })

  test('shortcuts, arrows and Alt menus pass', () => {
    const key = { key: '', shift: false, alt: false }
    const decisions = play([
      { ...key, code: 'ControlLeft', control: true, at: 0 },
      { ...key, code: 'KeyC', control: true, at: 5 },
      { ...key, code: 'ArrowDown', at: 10 },
      { ...key, code: 'AltLeft', alt: true, at: 15 },
      { ...key, code: 'AltLeft', up: true, at: 20 },
      { ...key, code: 'Enter', at: 400 },
      { ...key, code: 'Tab', at: 800 },
    ])
    expect(decisions.every((decision) => decision.kind === 'pass')).toBe(true)
  })

  test('no order of keys breaks the machine or loses a letter', () => {
    const key = fc.record({
      code: fc.constantFrom(
        'KeyA',
        'Digit1',
        'Numpad5',
        'Enter',
        'Tab',
        'AltLeft',
        'ShiftLeft',
        'Backspace',
        '',
        'F9',
        'Escape',
      ),
      key: fc.constant(''),
      shift: fc.boolean(),
      alt: fc.boolean(),
      up: fc.boolean(),
      control: fc.boolean(),
      at: fc.integer({ min: 0, max: 40 }),
    })
    fc.assert(
      fc.property(fc.array(key, { maxLength: 60 }), (keys) => {
        let at = 0
        for (const decision of play(keys.map((one) => ({ ...one, at: (at += one.at) })))) {
          if (decision.kind === 'swallow-and-delete') expect(decision.leaked).toBeGreaterThanOrEqual(0)
          if (decision.kind === 'scan' || decision.kind === 'release') expect(decision.text).not.toBe('')
        }
      }),
      { numRuns: 5000 },
    )
  })
})
