import type { CDPSession, Page } from '@playwright/test'
import { usCharacter } from '../../src/domain/identity/us-keys.ts'
import { type InputMethod, throughInputMethod } from './input-methods.ts'

/** What reaches a page from hands, readers and input methods, as the browser itself would deliver it. */

type Key = { readonly code: string; readonly shift: boolean }

const codes = [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('').map((letter) => `Key${letter}`),
  ...'0123456789'.split('').map((digit) => `Digit${digit}`),
  'Backquote,Minus,Equal,BracketLeft,BracketRight,Backslash,Semicolon,Quote,Comma,Period,Slash,Space'.split(
    ',',
  ),
].flat()
/** The key of every character on a US keyboard. */
const keyOf = new Map<string, Key>(
  codes.flatMap((code) =>
    [false, true].map((shift): [string, Key] => [usCharacter(code, shift) ?? '', { code, shift }]),
  ),
)
/** A fast reader's pace, in milliseconds between two keys. */
const fast = 3
const suffixes = { Enter: '\r', Tab: '\t' } as const

/** One key a reader or an input method sends. Without `code` it is a character injected as Unikey injects it. */
type Sent = { readonly key: string; readonly code?: string; readonly shift?: boolean; readonly text?: string }

/** What ends a scan: the reader's suffix, or nothing. */
export type Suffix = keyof typeof suffixes | null

/**
 * A reader in keyboard mode types a text: each key down and up, `pace` ms apart (3 when nothing is said), whatever else
 * the PC is doing. `first` is a key it sends before every scan.
 */
export async function readerTypes(
  page: Page,
  text: string,
  suffix: Suffix,
  { pace = fast, first }: { readonly pace?: number; readonly first?: string } = {},
): Promise<void> {
  const before = first === undefined ? [] : [{ key: first, code: first }]
  await burst(page, [...before, ...typed(text), ...ending(suffix)], pace)
}

/** The same while an input method is on, which takes some keys away and puts letters in, within a millisecond. */
export async function readerTypesThrough(
  page: Page,
  method: InputMethod,
  text: string,
  suffix: Suffix,
  pace = fast,
): Promise<void> {
  const strokes = throughInputMethod(method, text).map((stroke): Sent[] =>
    'passes' in stroke ? typed(stroke.passes) : [...backspaces(stroke.backspaces), ...putIn(stroke.putIn)],
  )
  await bursts(page, [...strokes, ...ending(suffix).map((key) => [key])], pace)
}

/** A reader types its text while a person goes on typing in the same field: every `each`-th key is the person's. */
export async function readerAndPersonType(
  page: Page,
  text: string,
  suffix: Suffix,
  { letters, each }: { readonly letters: string; readonly each: number },
): Promise<void> {
  const scan = [...typed(text), ...ending(suffix)]
  const mixed = scan.flatMap((key, at) => {
    const letter = at > 0 && at % each === 0 ? letters[at / each - 1] : undefined
    return letter === undefined ? [key] : [...typed(letter), key]
  })
  await burst(page, mixed)
}

const backspaces = (count: number): Sent[] =>
  Array.from({ length: count }, () => ({ key: 'Backspace', code: 'Backspace' }))
const putIn = (letters: string): Sent[] => Array.from(letters, (letter) => ({ key: letter, text: letter }))

/**
 * A reader in keyboard mode types a text while Unikey is on: where two e make an ê in Telex, a Backspace and that ê
 * come in between.
 */
export async function readerTypesThroughUnikey(page: Page, text: string, suffix: Suffix): Promise<void> {
  const at = text.search(/ee/i)
  if (at < 0) throw new Error('nothing here that Telex would make an ê of')
  const mangled = [...backspaces(1), ...putIn('ê')]
  await burst(page, [
    ...typed(text.slice(0, at + 1)),
    ...mangled,
    ...typed(text.slice(at + 2)),
    ...ending(suffix),
  ])
}

function typed(text: string): Sent[] {
  return text.split('').map((character) => {
    const key = keyOf.get(character)
    if (!key) throw new Error(`no reader has a key for ${character}`)
    return { key: character, text: character, ...key }
  })
}

function ending(suffix: Suffix): Sent[] {
  return suffix === null ? [] : [{ key: suffix, code: suffix, text: suffixes[suffix] }]
}

function burst(page: Page, keys: readonly Sent[], pace = fast): Promise<void> {
  return bursts(
    page,
    keys.map((key) => [key]),
    pace,
  )
}

/** Keys `pace` ms apart; those in one list come together, as an input method sends them. */
async function bursts(page: Page, strokes: readonly (readonly Sent[])[], pace: number): Promise<void> {
  const length = strokes.length * pace
  // The times of the keys are told to the browser, so that a busy PC does not turn a reader into a person.
  await page.waitForTimeout(length + 80)
  const cdp = await page.context().newCDPSession(page)
  const begin = Date.now() - length
  const sent = strokes.flatMap((keys, index) =>
    keys.flatMap((key, within) => downAndUp(cdp, key, (begin + index * pace + within * 0.3) / 1000)),
  )
  await Promise.all(sent)
  await cdp.detach()
}

function downAndUp(cdp: CDPSession, { key, code = '', shift = false, text }: Sent, timestamp: number) {
  const common = { key, code, modifiers: shift ? 8 : 0, timestamp, windowsVirtualKeyCode: virtualKey(key) }
  return [
    cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', ...common, ...(text ? { text } : {}) }),
    cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common }),
  ]
}

function virtualKey(key: string): number {
  const named: Readonly<Record<string, number>> = { Backspace: 8, Tab: 9, Enter: 13 }
  // VK_PACKET for a letter that no key has.
  return named[key] ?? (key.charCodeAt(0) > 127 ? 231 : key.toUpperCase().charCodeAt(0))
}

/** Begins or goes on with a composition, as an input method of the operating system does. */
export async function compose(page: Page, text: string): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  })
  await cdp.detach()
}

/** Presses Enter while the input method is composing: the browser reports it with key code 229. */
export async function enterWhileComposing(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 }
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key })
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
  await cdp.detach()
}

/** Ends a composition with this text. */
export async function commit(page: Page, text: string): Promise<void> {
  await page.keyboard.insertText(text)
}

/**
 * Types like a person with Unikey on. `<` is a Backspace that Unikey sends, and as many letters after a row of them are
 * put in by Unikey; the others are typed: `Nguye<ê<ễn` is *Nguyễn* by N g u y e e x n.
 */
export async function typeWithUnikey(page: Page, strokes: string): Promise<void> {
  let owed = 0
  let deleting = false
  for (const stroke of strokes) {
    if (stroke === '<') {
      owed = deleting ? owed + 1 : 1
      deleting = true
      await page.keyboard.press('Backspace')
      continue
    }
    deleting = false
    if (owed > 0) {
      owed -= 1
      await page.keyboard.insertText(stroke)
    } else await page.keyboard.type(stroke, { delay: 30 })
  }
}

/** What the window is told of a reader's keys on a PC that is set otherwise than the reader expects. */
export const settingsOfPc = {
  /** Caps Lock is on: capitals arrive small and small letters as capitals. */
  'Caps Lock': (character: string) => {
    const small = character.toLowerCase()
    return character === small ? character.toUpperCase() : small
  },
  /** A German layout: y and z change places, and most of the signs are others. */
  'a German layout': (character: string) =>
    ({ y: 'z', Y: 'Z', z: 'y', Z: 'Y', '|': '*', '/': '-', '-': 'ß' })[character] ?? character,
  /** The Vietnamese layout of Windows has letters where the digits are. */
  'the Vietnamese layout': (character: string) =>
    ({ '1': 'ă', '2': 'â', '3': 'ê', '4': 'ô', '0': 'đ' })[character] ?? character,
} as const

/** A reader types on such a PC: the keys are right, the characters are not. */
export function readerTypesOn(page: Page, text: string, shown: (character: string) => string): Promise<void> {
  const keys = typed(text).map((key) => ({ ...key, key: shown(key.key), text: shown(key.key) }))
  return burst(page, [...keys, ...ending('Enter')])
}

/** A reader that types digits on the number pad while NumLock is off: they arrive as keys that move and delete. */
export function readerTypesOnPad(page: Page, digits: string): Promise<void> {
  const meant = [
    'Insert',
    'End',
    'ArrowDown',
    'PageDown',
    'ArrowLeft',
    'Clear',
    'ArrowRight',
    'Home',
    'ArrowUp',
    'PageUp',
  ]
  const keys = Array.from(
    digits,
    (digit): Sent => ({ key: meant[Number(digit)] ?? '', code: `Numpad${digit}` }),
  )
  return burst(page, [...keys, ...ending('Enter')])
}

/** Drops a file on the window. */
export async function drop(page: Page, bytes: Uint8Array, name: string, type: string): Promise<void> {
  const base64 = Buffer.from(bytes).toString('base64')
  await page.evaluate(
    ([content, called, kind]) => {
      const file = new File([Uint8Array.from(atob(content), (one) => one.charCodeAt(0))], called, {
        type: kind,
      })
      const data = new DataTransfer()
      data.items.add(file)
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
      )
    },
    [base64, name, type] as const,
  )
}
