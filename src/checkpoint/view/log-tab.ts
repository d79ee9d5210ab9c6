import { verdicts } from '../../domain/verdict.ts'
import type { LoggedCheck } from '../database.ts'
import type { CheckpointDesk, DeskState } from '../desk.ts'
import { signs } from '../signals.ts'
import type { Language, Texts } from '../texts.ts'
import { button, drawn, h, put } from './dom.ts'
import { timeWords } from './words.ts'

/** What was checked here today, newest first, and whether the city has it. */
export function logTab(desk: CheckpointDesk, texts: Texts, language: Language): HTMLElement {
  const state = desk.state()
  const counts = h('ul', { class: 'counts' })
  const lines = h('ol', { class: 'log' })
  const fill = async () => {
    const checks = await desk.today()
    put(counts, ...countLines(checks, language))
    if (checks.length === 0) put(lines, h('li', {}, texts.log.none))
    else put(lines, ...[...checks].reverse().map((logged) => line(logged, texts, language)))
  }
  void fill()
  return h(
    'section',
    { class: 'tab' },
    h('h2', {}, texts.log.title),
    counts,
    h('p', { class: 'told', role: 'status' }, sentWords(state, texts)),
    h(
      'div',
      { class: 'row' },
      button(texts.log.send, () => void desk.contact()),
    ),
    lines,
    h('p', { class: 'hint' }, texts.log.note),
  )
}

/** The check in view waits for its comparison: until then not everything is sent. */
function sentWords({ sent, waiting }: DeskState, { log }: Texts): string {
  return sent === null || (sent === 'all' && waiting > 0) ? '' : log.sent[sent]
}

function countLines(checks: readonly LoggedCheck[], language: Language): HTMLElement[] {
  const counts = new Map<LoggedCheck['check']['answer'], number>()
  for (const { check } of checks) counts.set(check.answer, (counts.get(check.answer) ?? 0) + 1)
  return [...counts].map(([answer, count]) =>
    h(
      'li',
      { 'data-colour': verdicts[answer].colour },
      h('b', {}, String(count)),
      ` ${plain(answer, language)}`,
    ),
  )
}

function line({ at, check, sent }: LoggedCheck, texts: Texts, language: Language): HTMLElement {
  const { colour } = verdicts[check.answer]
  const compared =
    check.paper && check.compared !== 'not-done' ? ` · ${texts.answer.compared[check.compared]}` : ''
  return h(
    'li',
    { 'data-colour': colour },
    drawn(signs[colour], 'sign small'),
    h('span', { class: 'time' }, timeWords(at)),
    h('span', {}, plain(check.answer, language) + compared),
    sent === 0 && h('span', { class: 'hint' }, texts.log.waits),
  )
}

/** The word of an answer without the age of a list, which belongs to one check. */
function plain(answer: LoggedCheck['check']['answer'], language: Language): string {
  return verdicts[answer].shown[language].replace(/ \{n\}.*$/, '')
}
