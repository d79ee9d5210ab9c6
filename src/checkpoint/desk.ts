import type { CheckpointConfig, CheckPlace } from '../contract/sync/checks.ts'
import { dateAt, instantOf } from '../domain/calendar.ts'
import type { Judgement } from '../domain/verdict.ts'
import { type ListPieces, readListPiece, wholeList, withPiece } from '../office/token/list-sequence.ts'
import type { Lists } from '../office/token/types.ts'
import { checkText } from './checking.ts'
import { isSameLast4, isSameName, scannedCard } from './comparing.ts'
import type { Database, LoggedCheck } from './database.ts'
import { type Installation, installed } from './installation.ts'
import { type ListDesk, type Offered, openLists, type Refreshed } from './lists.ts'
import { pairBy, type Sent, sendWaiting } from './upload.ts'

/** The answer in view: what was judged, its line in the log, and how often this device saw the paper today before. */
export type Shown = {
  readonly judgement: Judgement
  readonly logged: LoggedCheck
  readonly earlier: readonly LoggedCheck[]
  /** Whether the scanned ID card names the same person; null while none was scanned. */
  readonly sameName: boolean | null
}

/** Everything the page shows. */
export type DeskState = {
  readonly config: CheckpointConfig | null
  readonly foreign: boolean
  readonly place: CheckPlace | null
  readonly lists: Lists
  readonly shown: Shown | null
  readonly waiting: number
  readonly paired: boolean
  readonly sent: Sent | null
  readonly refreshed: Refreshed | null
  /** What became of the list files that were loaded last. */
  readonly offered: readonly Offered[]
  /** What was read of a list that is shown as a sequence of codes; null while none is being read. */
  readonly pieces: ListPieces | null
  /** The last check could not be written down (the device is full); its answer was shown all the same. */
  readonly notLogged: boolean
}

/** What a person at a checkpoint does with the page. */
export type CheckpointDesk = {
  readonly state: () => DeskState
  /**
   * Judges a scanned text, logs the check and shows the answer. An ID card is compared with the paper in view; a piece
   * of a list is put to the others, and the list taken when none is missing.
   */
  scan(text: string): Promise<void>
  /** Compares the last characters of the ID card with those signed. */
  compare(typed: string): Promise<void>
  /** Done with the answer in view. */
  next(): void
  standAt(place: CheckPlace): Promise<void>
  pair(code: string): Promise<Sent>
  /** Takes lists from files, in this order, where they are newer than those held. */
  offer(files: readonly Uint8Array[]): Promise<void>
  /** Asks the city for what it is, for lists, and sends what waits; as far as there is a network. */
  contact(): Promise<void>
  send(): Promise<void>
  today(): Promise<readonly LoggedCheck[]>
}

/** The check in view waits this long for its comparison before it is sent without. */
const holdMs = 60_000
const forgetAfterMs = 31 * 86_400_000
const noLists: Lists = { trust: null, revocation: null }

/** Opens the desk from what the device keeps; asks nobody. `onChange` is told of every new state. */
export async function openDesk(
  database: Database,
  onChange: (state: DeskState) => void,
  now: () => number = () => Date.now(),
): Promise<CheckpointDesk> {
  let lists: ListDesk | null = null
  let contacting: Promise<void> | null = null
  let sending: Promise<void> | null = null
  let state: DeskState = {
    config: await database.kept('installation'),
    foreign: false,
    place: await database.kept('place'),
    lists: noLists,
    shown: null,
    waiting: await database.countUnsent(),
    paired: (await database.kept('secret')) !== null,
    sent: null,
    refreshed: null,
    offered: [],
    pieces: null,
    notLogged: false,
  }
  const set = (more: Partial<DeskState>) => {
    state = { ...state, ...more }
    onChange(state)
  }
  const haveLists = async ({ config }: Pick<DeskState, 'config'>) => {
    if (lists || !config) return
    lists = await openLists(database, config.roots)
    set({ lists: lists.current() })
  }
  await haveLists(state)

  const sendOnce = async ({ pairingCode }: CheckpointConfig) => {
    if (pairingCode !== null && (await database.kept('secret')) === null) await pairBy(pairingCode, database)
    const sent = await sendWaiting(database, heldBack(state.shown, now()))
    set({ sent, waiting: await database.countUnsent(), paired: (await database.kept('secret')) !== null })
  }
  /** Never rejects: where the device's store failed, what waits is sent the next time. */
  const send = async () => {
    if (state.foreign || !state.config) return
    sending ??= sendOnce(state.config)
      .catch(() => set({ sent: 'no-answer' }))
      .finally(() => {
        sending = null
      })
    await sending
  }
  const contact = async () => {
    const installation: Installation = await installed(database)
    set(installation)
    await haveLists(installation)
    if (lists && !installation.foreign) {
      const refreshed = await lists.refresh()
      set({ refreshed, offered: [], lists: lists.current() })
    }
    await send()
    await database.forgetSent(now() - forgetAfterMs)
  }
  /** After the answer is in view: nobody waits at a checkpoint for a full memory. */
  const write = async (logged: LoggedCheck) => {
    const isWritten = await database.log(logged).then(
      () => true,
      () => false,
    )
    set({ notLogged: !isWritten, waiting: await database.countUnsent().catch(() => state.waiting) })
  }
  /** Writes the comparison down. A check that was sent without it is sent again: the city adds it. */
  const compared = async (shown: Shown, isSame: boolean, sameName: boolean | null) => {
    const check = { ...shown.logged.check, compared: isSame ? ('same' as const) : ('differs' as const) }
    const logged = { ...shown.logged, check }
    set({ shown: { ...shown, logged, sameName } })
    await write(logged)
  }
  const offer = async (files: readonly Uint8Array[]) => {
    if (!lists) return
    const offered: Offered[] = []
    for (const file of files) offered.push(await lists.offer(file))
    set({ offered, pieces: null, lists: lists.current() })
  }
  const today = () => database.since(instantOf(dateAt(now())))
  const seenToday = async (digest: string | undefined): Promise<readonly LoggedCheck[]> => {
    if (digest === undefined) return []
    const checks = await today().catch((): readonly LoggedCheck[] => [])
    return checks.filter(({ check }) => check.paper?.digest === digest)
  }
  return {
    state: () => state,
    async scan(text) {
      const piece = readListPiece(text)
      if (piece) {
        const pieces = withPiece(state.pieces, piece)
        const whole = wholeList(pieces)
        return whole ? offer([whole]) : set({ pieces, offered: [] })
      }
      const { place, shown } = state
      if (!place) return
      const card = scannedCard(text)
      const content = shown?.judgement.paper?.content
      if (card && shown && content) {
        const sameName = card.name === null ? null : isSameName(card.name, content.name)
        if (content.last4 !== undefined)
          await compared(shown, isSameLast4(card.last4, content.last4), sameName)
        else set({ shown: { ...shown, sameName } })
        return
      }
      const at = now()
      const { judgement, check } = checkText(text, lists?.current() ?? noLists, place, at)
      const logged: LoggedCheck = { id: check.id, at, check, place, sent: 0 }
      const earlier = await seenToday(check.paper?.digest)
      set({ shown: { judgement, logged, earlier, sameName: null }, offered: [] })
      await write(logged)
    },
    async compare(typed) {
      const { shown } = state
      const last4 = shown?.judgement.paper?.content.last4
      if (shown && last4 !== undefined) await compared(shown, isSameLast4(typed, last4), shown.sameName)
    },
    next() {
      set({ shown: null })
      void send()
    },
    async standAt(place) {
      await database.keep('place', place)
      set({ place })
    },
    async pair(code) {
      const paired = await pairBy(code, database)
      set({ paired: (await database.kept('secret')) !== null })
      if (paired === 'all') await send()
      return paired
    },
    offer,
    contact() {
      contacting ??= contact().finally(() => {
        contacting = null
      })
      return contacting
    },
    send,
    today,
  }
}

function heldBack(shown: Shown | null, now: number): string | null {
  return shown && now - shown.logged.at < holdMs ? shown.logged.id : null
}
