import { dateOfDay } from '../../domain/calendar.ts'
import { civilDayAt } from '../../office/token/validity.ts'
import type { CheckpointDesk, DeskState } from '../desk.ts'
import type { Texts } from '../texts.ts'
import { button, h } from './dom.ts'
import { dayWords, momentWords } from './words.ts'

/** Whether the revocation list is older than it is good for, or missing. */
export function isStale({ revocation }: DeskState['lists'], now: number): boolean {
  return revocation === null || now - revocation.issuedAt * 1000 > revocation.maxAgeHours * 3_600_000
}

/** How long ago a list was signed, in words. */
export function ageWords(issuedAt: number, now: number, texts: Texts): string {
  return texts.age(Math.max(0, Math.floor((now - issuedAt * 1000) / 60_000)))
}

/** The two lists, how old they are, and how to get newer ones. */
export function listsTab(desk: CheckpointDesk, texts: Texts, now: number): HTMLElement {
  const state = desk.state()
  const { trust, revocation } = state.lists
  const words = texts.lists
  const signed = (issuedAt: number) =>
    words.signed(momentWords(issuedAt * 1000), ageWords(issuedAt, now, texts))
  const isTrustOld = trust !== null && civilDayAt(now) > trust.nextUpdate
  return h(
    'section',
    { class: 'tab' },
    h('h2', {}, words.trust),
    trust
      ? h(
          'p',
          {},
          `${signed(trust.issuedAt)} ${words.issuers(trust.issuers.length)} ${words.nextUpdate(dayWords(dateOfDay(trust.nextUpdate)))}`,
        )
      : h('p', {}, words.none),
    isTrustOld && h('p', { class: 'notice' }, words.stale),
    h('h2', {}, words.revocations),
    revocation
      ? h(
          'p',
          {},
          `${signed(revocation.issuedAt)} ${words.revoked(countRuns(revocation))} ${words.goodFor(revocation.maxAgeHours)}`,
        )
      : h('p', {}, words.none),
    isStale(state.lists, now) && h('p', { class: 'notice' }, words.stale),
    h(
      'div',
      { class: 'row' },
      button(words.refresh, () => void desk.contact(), 'primary'),
      fileButton(desk, texts),
    ),
    h('p', { class: 'told', role: 'status' }, toldWords(state, texts)),
    h('h2', {}, words.roots),
    ...(state.config?.roots ?? []).map((root) =>
      h('p', { class: 'root' }, root.replace(/(.{8})/g, '$1 ').trim()),
    ),
  )
}

function countRuns({ entries }: NonNullable<DeskState['lists']['revocation']>): number {
  return entries.reduce((sum, { runs }) => sum + Math.max(1, runs.length), 0)
}

/** What became of the lists that were asked for, loaded or scanned last; empty when there is nothing to tell. */
export function toldWords({ refreshed, offered, pieces }: DeskState, { lists }: Texts): string {
  if (pieces) return lists.reading(pieces.pieces.size, pieces.of)
  if (offered.length > 0)
    return offered
      .map((one) => (one.taken ? lists.taken[one.list] : lists.refused(lists.reasons[one.reason])))
      .join(' ')
  if (refreshed === null) return ''
  if (refreshed === 'current') return lists.current
  return refreshed === 'no-answer' ? lists.noAnswer : lists.refused(lists.reasons[refreshed])
}

function fileButton(desk: CheckpointDesk, { lists }: Texts): HTMLElement {
  const load = async () => {
    // trust.cose before revoked.cose: the list of issuers first, the other one is judged by it.
    const files = [...(input.files ?? [])].sort((a, b) => (a.name < b.name ? 1 : -1))
    await desk.offer(await Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer()))))
  }
  const input = h('input', { type: 'file', multiple: true, class: 'file', onchange: () => void load() })
  return h('label', { class: 'button' }, lists.fromFile, input)
}
