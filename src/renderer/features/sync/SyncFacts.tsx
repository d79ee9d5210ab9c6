import type { SyncState } from '../../../contract/desk/sync.ts'
import { figure, showInstant } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'
import { type KeyValue, KeyValueList } from '../../ui/KeyValueList.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { spanWords } from './spans.ts'

/** A clock that is off by less shows nothing a person could see. */
const clockNoticeMs = 5_000

type Props = { sync: SyncState; now: number; brief?: boolean }

const briefly: readonly string[] = ['state', 'receipt', 'oldest', 'next']

/** How sync stands, in words; `brief` keeps to what goes on and whatever needs a look. `now` in ms. */
export function SyncFacts({ sync, now, brief = false }: Props) {
  const text = useText().sync
  const locale = useLocale()
  const span = (ms: number) => spanWords(ms, text, locale)
  const past = (at: string | null) =>
    at === null ? text.never : text.ago(showInstant(Date.parse(at)), span(now - Date.parse(at)))
  const items: KeyValue[] = [
    { key: 'state', label: text.state, value: <strong>{stateWords(sync, text)}</strong> },
    {
      key: 'city',
      label: text.city,
      value: sync.city ? `${sync.city.name} · ${sync.city.address}` : undefined,
    },
    { key: 'receipt', label: text.receipt, value: past(sync.lastReceiptAt) },
    ...(sync.oldestWaitingAt === null
      ? []
      : [{ key: 'oldest', label: text.oldest, value: past(sync.oldestWaitingAt) }]),
    ...(sync.nextTryAt === null
      ? []
      : [{ key: 'next', label: text.nextTry, value: nextTry(sync.nextTryAt, now, text, span) }]),
    ...(sync.unread === 0
      ? []
      : [{ key: 'unread', label: text.unread, value: text.unreadCount(figure(locale, sync.unread)) }]),
    clockFact(sync.clockOffsetMs, text, span),
    {
      key: 'truth',
      label: text.truth,
      value: text.truths[sync.truth],
      marked: sync.truth === 'differs',
    },
  ]
  return (
    <Panel title={brief ? text.title : text.facts}>
      <KeyValueList
        items={brief ? items.filter(({ key, marked }) => marked || briefly.includes(key)) : items}
        columns={brief ? 1 : 2}
      />
    </Panel>
  )
}

function stateWords({ state, waiting }: SyncState, text: Texts['sync']): string {
  return state === 'idle' && waiting > 0 ? text.states.idleWaiting : text.states[state]
}

function nextTry(at: string, now: number, text: Texts['sync'], span: (ms: number) => string): string {
  const instant = Date.parse(at)
  return instant <= now ? text.nextTryNow : text.nextTryIn(showInstant(instant), span(instant - now))
}

/** The offset is what has to be added to our clock to have the server's. */
function clockFact(offset: number | null, text: Texts['sync'], span: (ms: number) => string): KeyValue {
  const common = { key: 'clock', label: text.clock }
  if (offset === null) return { ...common, value: text.clockUnknown }
  if (Math.abs(offset) < clockNoticeMs) return { ...common, value: text.clockRight }
  const words = offset > 0 ? text.clockBehind(span(offset)) : text.clockAhead(span(offset))
  return { ...common, value: `${words}. ${text.clockFix}`, marked: true }
}
