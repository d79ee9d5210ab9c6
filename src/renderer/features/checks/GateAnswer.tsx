import { DoorOpen, Hand } from 'lucide-react'
import { minuteAt } from '../../../domain/calendar.ts'
import type { Verdict } from '../../../contract/desk/verify.ts'
import { noticeSentences, type Notice as PaperNotice } from '../../../domain/verdict.ts'
import { problemSentence } from '../../app/problemSentence.ts'
import { figure, showMinute } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import type { Shortcut } from '../../keys/registry.ts'
import { ActionButton } from '../../ui/Button.tsx'
import { type KeyValue, KeyValueList } from '../../ui/KeyValueList.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { spanWords, weekdayWords, windowWords } from '../case/scheduleWords.ts'
import { VerdictIcon } from '../verify/VerdictBanner.tsx'
import { verdictWords } from '../verify/verdictWords.ts'
import { CardComparison } from './CardComparison.tsx'
import { gateColour, isOverQuota, isUsedUp } from './gateColour.ts'
import styles from './Gate.module.css'
import { mayBeLetIn, type Shown } from './useGate.ts'

type Props = { shown: Shown; letIn: Shortcut; onTyped: (typed: string) => void }

/** The answer about one paper, readable from some steps away; below it the card to compare, and what was signed. */
export function GateAnswer({ shown, letIn, onTyped }: Props) {
  const text = useText().checks.gate
  const { verdict, problem } = shown
  return (
    <article className={styles.answer} data-answer={verdict.answer}>
      <Banner shown={shown} letIn={letIn} />
      {problem && <NotWritten problem={problem} />}
      <Seen shown={shown} />
      {verdict.content ? (
        <div className={styles.columns}>
          <CardComparison shown={shown} content={verdict.content} onTyped={onTyped} />
          <Content shown={shown} content={verdict.content} />
        </div>
      ) : (
        verdict.answer !== 'unreadable' && <Notice tone="error" title={text.unsigned} />
      )}
    </article>
  )
}

function Banner({ shown, letIn }: Pick<Props, 'shown' | 'letIn'>) {
  const { verdict, check, isLetIn } = shown
  const locale = useLocale()
  const text = useText().checks.gate
  const judged = verdictWords(verdict, locale)
  const isOver = isOverQuota(verdict, check)
  const over = isLetIn
    ? { headline: text.isLetIn, sentence: text.isLetInText }
    : { headline: text.usedUp, sentence: text.usedUpText }
  const { headline, sentence } = isOver ? over : judged
  const Sign = isLetIn ? DoorOpen : Hand
  return (
    <div role="alert" className={styles.banner} data-colour={gateColour(verdict, check)}>
      <span className={styles.sign}>
        {isOver ? <Sign size="1em" color="var(--verdict)" aria-hidden /> : <VerdictIcon verdict={verdict} />}
      </span>
      <div>
        <p className={styles.word}>{headline}</p>
        {sentence && <p className={styles.sentence}>{sentence}</p>}
        {mayBeLetIn(shown) && <ActionButton action={letIn} icon={DoorOpen} />}
        {verdict.notices.filter(isNotice).map((notice) => (
          <p key={notice} className={styles.sentence}>
            {noticeSentences[notice][locale]}
          </p>
        ))}
      </div>
    </div>
  )
}

function NotWritten({ problem }: { problem: NonNullable<Shown['problem']> }) {
  const text = useText().checks.gate
  const locale = useLocale()
  return <Notice tone="error" title={text.notWritten} next={problemSentence(problem, locale)} />
}

/** What the gates know of this paper: a line to heed, never an answer. */
function Seen({ shown: { check, isLetIn } }: { shown: Shown }) {
  const text = useText().checks.gate
  const locale = useLocale()
  if (!check?.verdict.content) return null
  const { seenHere, seenElsewhere, visits } = check
  const isOver = isUsedUp(check)
  const time = (at: string) => showMinute(minuteAt(Date.parse(at)))
  const count = (number: number) => figure(locale, number)
  return (
    <ul className={styles.seen}>
      {visits && (
        <li data-heed={isOver ? '' : undefined}>
          <strong>{text.visits(count(visits.made), count(visits.allowed), count(visits.days))}</strong>{' '}
          {isOver && !isLetIn ? text.visitsOver : text.visitsNote}
        </li>
      )}
      <li data-heed={seenHere ? '' : undefined}>
        {seenHere ? text.seenHere(count(seenHere.count), time(seenHere.at)) : text.firstToday}
      </li>
      {seenElsewhere && (
        <li data-heed="">
          {text.seenElsewhere(count(seenElsewhere.count), seenElsewhere.place, time(seenElsewhere.at))}
        </li>
      )}
    </ul>
  )
}

function Content({ shown: { check }, content }: { shown: Shown; content: NonNullable<Verdict['content']> }) {
  const text = useText()
  const locale = useLocale()
  const { fields, parity } = text.checks.gate
  const labels = text.verify.fields
  const more = check?.more ?? null
  const value = (key: string, label: string, words: string | null | undefined): KeyValue[] =>
    words ? [{ key, label, value: words }] : []
  const items: KeyValue[] = [
    ...value('kind', labels.kind, text.verify.kinds[content.kind]),
    ...value('number', labels.number, content.number),
    ...value('days', labels.days, spanWords(content, text, locale)),
    ...value('weekdays', labels.weekdays, weekdayWords(content, text)),
    ...value('windows', labels.windows, windowWords(content, text)),
    ...value('parity', fields.parity, more?.parity && parity[more.parity]),
    ...value('only-days', fields.days, more?.days && daysWords(more.days)),
    ...value('route', labels.route, content.text),
    ...value('household', fields.household, more?.household),
    ...value('organisation', labels.organisation, content.organisation),
    ...value('taxCode', fields.taxCode, more?.taxCode),
    ...value('headcount', fields.headcount, more?.headcount?.toString()),
    ...value('issuer', labels.issuer, content.issuer),
  ]
  return (
    <section className={styles.content} aria-label={text.checks.gate.content}>
      <KeyValueList items={items} />
    </section>
  )
}

/** Days of the year, as a card names them: `05/12`. */
function daysWords(days: readonly string[]): string {
  return days.map((day) => `${day.slice(8)}/${day.slice(5, 7)}`).join(', ')
}

function isNotice(notice: string): notice is PaperNotice {
  return Object.hasOwn(noticeSentences, notice)
}
