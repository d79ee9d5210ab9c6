import { windows1252Character } from '../text/repair.ts'
import { usCharacter } from './us-keys.ts'

/** A key going down or up, as a browser's KeyboardEvent or Electron's `before-input-event` tells it. */
export interface WedgeKey {
  /** Physical key (`KeyboardEvent.code`); empty for characters an input method injected. */
  readonly code: string
  readonly key: string
  readonly shift: boolean
  readonly alt: boolean
  /** Control or a system key held: a shortcut, never a scan. */
  readonly control?: boolean
  readonly up?: boolean
  /** Milliseconds on any clock that does not jump. */
  readonly at: number
}

/** How a reader in keyboard mode is told from a person. Times in milliseconds. */
export interface WedgeSettings {
  /** Physical key the reader sends before every scan (F9 recommended), or null: then speed decides. */
  readonly prefix: string | null
  /** No gap within a scan is longer; a setting of 30 … 150. */
  readonly longestGap: number
  readonly medianGap: number
  readonly fewestKeys: number
  /** A reader without suffix is done after this silence. */
  readonly silence: number
  /** What to make of each character when the reader types for another country's keyboard (`reader-check.ts`). */
  readonly layout?: Readonly<Record<string, string>>
}

/** Settings measured to leave fast typists alone (`scanning.md` section 8). */
export const usualWedge: WedgeSettings = {
  prefix: null,
  longestGap: 60,
  medianGap: 15,
  fewestKeys: 8,
  silence: 120,
}

/**
 * What to do, in this order. `pass` and `swallow` concern the key just given; `swallow-and-delete` also takes
 * back the `leaked` characters that reached the focused field, and whatever an input method made of them: the field
 * becomes what it was before the key at `since`. `release` gives a person back keys that were
 * held by mistake: type `text` where they belong. `scan` is a whole scan; `inputMethod` means that Unikey or
 * the like interfered, so its letters are worth nothing.
 */
export type WedgeDecision =
  | { readonly kind: 'pass' }
  | { readonly kind: 'swallow' }
  | { readonly kind: 'swallow-and-delete'; readonly leaked: number; readonly since: number }
  | { readonly kind: 'release'; readonly text: string }
  | { readonly kind: 'scan'; readonly text: string; readonly inputMethod: boolean }

/** What the machine remembers between keys. Start with `idleWedge`. */
export interface WedgeState {
  readonly phase: 'idle' | 'watching' | 'holding'
  /** Characters of the burst; `leaked` ones already reached the field. */
  readonly characters: readonly { readonly text: string; readonly at: number; readonly leaked: boolean }[]
  readonly gaps: readonly number[]
  readonly lastAt: number
  /** Digits typed while Alt is down, or null when it is up. */
  readonly altDigits: string | null
  readonly inputMethod: boolean
  /** When an input method put in or took back letters before the reader was told from a person. */
  readonly interfered: readonly number[]
  readonly prefixed: boolean
  /** When the last scan ended: a line feed may follow its carriage return. */
  readonly endedAt: number
}

/** The state before the first key. */
export const idleWedge: WedgeState = {
  phase: 'idle',
  characters: [],
  gaps: [],
  lastAt: Number.NEGATIVE_INFINITY,
  altDigits: null,
  inputMethod: false,
  interfered: [],
  prefixed: false,
  endedAt: Number.NEGATIVE_INFINITY,
}

type Step = readonly [state: WedgeState, decisions: readonly WedgeDecision[]]
const pass: WedgeDecision = { kind: 'pass' }
const swallow: WedgeDecision = { kind: 'swallow' }
const modifiers = /^(?:Shift|Control|Meta|CapsLock|NumLock)/
/** An input method takes back and puts in a few letters for each key. */
const mostInterfered = 16
const suffixes = /^(?:Enter|NumpadEnter|Tab)$/

/** One key: the next state and what to do. The last decision is the one about this key. Pure. */
export function wedgeKey(state: WedgeState, key: WedgeKey, settings: WedgeSettings = usualWedge): Step {
  if (state.phase !== 'idle' && key.at - state.lastAt > settings.longestGap) {
    const [idle, ended] = finish(state, settings)
    const [next, decisions] = wedgeKey(idle, key, settings)
    return [next, [...ended, ...decisions]]
  }
  const holding = state.phase === 'holding'
  if (key.code.startsWith('Alt')) return altKey(state, key, settings)
  if (key.up || modifiers.test(key.code)) return [state, [holding ? swallow : pass]]
  if (key.control) return passAndForget(state, settings)
  if (settings.prefix !== null && key.code === settings.prefix) {
    return [{ ...idleWedge, phase: 'holding', prefixed: true, lastAt: key.at }, [swallow]]
  }
  if (suffixes.test(key.code)) return suffixKey(state, key, settings)
  if (key.alt && state.altDigits !== null && /^Numpad[0-9]$/.test(key.code)) {
    return [
      { ...timed(state, key.at), altDigits: state.altDigits + key.code.charAt(6) },
      [holding ? swallow : pass],
    ]
  }
  if (key.code === '' || key.code === 'Backspace') return interference(state, key, settings)
  const character = usCharacter(key.code, key.shift)
  if (character !== null) return add(state, settings.layout?.[character] ?? character, key.at, settings)
  return holding ? [timed(state, key.at), [swallow]] : passAndForget(state, settings)
}

/** Time has passed without a key: call it some 150 ms after the last one. Pure. */
export function wedgeSilence(state: WedgeState, at: number, settings: WedgeSettings = usualWedge): Step {
  return state.phase === 'idle' || at - state.lastAt < settings.silence
    ? [state, []]
    : finish(state, settings)
}

/** Alt going down starts a number from the numeric pad, going up ends it: one character of a scan. */
function altKey(state: WedgeState, key: WedgeKey, settings: WedgeSettings): Step {
  const decision = state.phase === 'holding' ? swallow : pass
  if (!key.up) {
    const watching =
      state.phase === 'idle' ? { ...idleWedge, phase: 'watching' as const, endedAt: state.endedAt } : state
    return [{ ...timed(watching, key.at), altDigits: '' }, [decision]]
  }
  const digits = state.altDigits ?? ''
  const open = { ...state, altDigits: null }
  if (digits === '') return [open, [decision]]
  return add(open, altCharacter(digits), key.at, settings)
}

/** Alt+0nnn is a byte of windows-1252, as Windows types it; without the 0, or above 255, a code point. */
function altCharacter(digits: string): string {
  const code = Number(digits)
  if (digits.startsWith('0') && code <= 255) return windows1252Character(code)
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
}

/**
 * A character no key has, or a letter taken back: an input method at work on the reader's keys, unless a person is
 * correcting themselves, which the pace of what follows will tell.
 */
function interference(state: WedgeState, { at }: WedgeKey, settings: WedgeSettings): Step {
  if (state.phase === 'holding') return [{ ...timed(state, at), inputMethod: true }, [swallow]]
  // With a prefix configured nothing before it is the reader's.
  if (settings.prefix !== null) return passAndForget(state, settings)
  const burst = state.phase === 'idle' ? { ...idleWedge, endedAt: state.endedAt } : state
  const interfered = [...burst.interfered, at].slice(-mostInterfered)
  return [{ ...burst, phase: 'watching', lastAt: at, interfered }, [pass]]
}

/** Since when a burst is the reader's: its first character, or what an input method did close before that. */
function beginningOf({ characters, interfered }: WedgeState, settings: WedgeSettings): number {
  let since = characters[0]?.at ?? 0
  // Walked backwards by index: the oldest Chromium that runs this has no toReversed.
  for (let i = interfered.length - 1; i >= 0; i--) {
    const at = interfered[i] ?? since
    if (at <= since && since - at <= 2 * settings.medianGap) since = at
  }
  return since
}

function add(state: WedgeState, text: string, at: number, settings: WedgeSettings): Step {
  const holding = state.phase === 'holding'
  const grown: WedgeState = {
    ...timed(state, at),
    phase: holding ? 'holding' : 'watching',
    characters: [...state.characters, { text, at, leaked: !holding }],
  }
  if (holding) return [grown, [swallow]]
  // With a prefix configured there is nothing to guess.
  if (settings.prefix !== null || settings.fewestKeys < 1) return [grown, [pass]]
  const burst = withoutTypedBefore(grown, settings)
  if (burst.characters.length < 4 || median(burst.gaps) > settings.medianGap) return [grown, [pass]]
  const leaked = burst.characters.length - 1
  const held = burst.characters.map((character, i) =>
    i === leaked ? { ...character, leaked: false } : character,
  )
  const since = beginningOf(burst, settings)
  const inputMethod = burst.interfered.some((when) => when >= since)
  return [
    { ...burst, phase: 'holding', characters: held, inputMethod },
    [{ kind: 'swallow-and-delete', leaked, since }],
  ]
}

/** A person's last letter may come just before the reader's first: the wide gap behind it gives it away. */
function withoutTypedBefore(state: WedgeState, settings: WedgeSettings): WedgeState {
  const times = state.characters.map((character) => character.at)
  const first = times.findLastIndex((at, i) => at - (times[i - 1] ?? at) > 2 * settings.medianGap)
  if (first <= 0) return state
  const characters = state.characters.slice(first)
  const gaps = characters.slice(1).map((character, i) => character.at - (characters[i]?.at ?? character.at))
  return { ...state, characters, gaps }
}

function suffixKey(state: WedgeState, key: WedgeKey, settings: WedgeSettings): Step {
  if (state.phase === 'holding') {
    const text = textOf(state)
    if (key.code !== 'Tab' && moreLinesFollow(text)) {
      const line = { text: '\n', at: key.at, leaked: false }
      return [{ ...timed(state, key.at), characters: [...state.characters, line] }, [swallow]]
    }
    const [idle, decisions] = finish(state, settings)
    const scanned = decisions.some((decision) => decision.kind === 'scan')
    return [scanned ? { ...idle, endedAt: key.at } : idle, [...decisions, scanned ? swallow : pass]]
  }
  // CR LF: the second key of the suffix would press a button. Only one: the next is a person's.
  if (key.at - state.endedAt <= settings.longestGap) return [idleWedge, [swallow]]
  return passAndForget(state, settings)
}

/** Machine-readable zones come as 3 lines of 30 or 2 of 44 characters, each with its own Enter. */
function moreLinesFollow(text: string): boolean {
  return /^[ACI][A-Z0-9<]{29}(?:\n[A-Z0-9<]{30})?$|^P[A-Z0-9<]{43}$/.test(text)
}

function finish(state: WedgeState, settings: WedgeSettings): Step {
  const idle = { ...idleWedge, endedAt: state.endedAt }
  if (state.phase !== 'holding') return [idle, []]
  const text = textOf(state).replace(/\n$/, '')
  if (text === '') return [idle, []]
  const reader =
    state.prefixed ||
    (state.characters.length >= settings.fewestKeys && median(state.gaps) <= settings.medianGap)
  return [idle, [reader ? { kind: 'scan', text, inputMethod: state.inputMethod } : { kind: 'release', text }]]
}

function passAndForget(state: WedgeState, settings: WedgeSettings): Step {
  const [idle, decisions] = finish(state, settings)
  return [idle, [...decisions, pass]]
}

function timed(state: WedgeState, at: number): WedgeState {
  const first = state.characters.length === 0 && state.altDigits === null
  return { ...state, lastAt: at, gaps: first ? state.gaps : [...state.gaps, at - state.lastAt] }
}

function textOf(state: WedgeState): string {
  return state.characters.map((character) => character.text).join('')
}

function median(values: readonly number[]): number {
  // A copy sorted in place: the oldest Chromium that runs this has no toSorted.
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}
