import { explanation, headline, noticeSentences, verdicts } from '../../domain/verdict.ts'
import type { CheckpointDesk, Shown } from '../desk.ts'
import { signs } from '../signals.ts'
import type { Language, Texts } from '../texts.ts'
import { drawn, h } from './dom.ts'
import { contentWords, timeWords } from './words.ts'

/** The answer about a paper: colour, word, sign, what to do, the comparison with the ID card, and what was signed. */
export function answerView(
  shown: Shown,
  desk: CheckpointDesk,
  texts: Texts,
  language: Language,
): HTMLElement {
  const { judgement } = shown
  const { colour } = verdicts[judgement.answer]
  return h(
    'article',
    {
      class: 'answer',
      'data-colour': colour,
      'data-answer': judgement.answer,
      'data-reason': judgement.reason ?? '',
    },
    banner(shown, language),
    judgement.paper ? comparison(shown, desk, texts) : h('p', { class: 'notice' }, texts.answer.unsigned),
    seenBefore(shown, texts),
    content(shown, texts),
  )
}

function banner({ judgement }: Shown, language: Language): HTMLElement {
  const { colour } = verdicts[judgement.answer]
  const words = headline(judgement)
  const why = explanation(judgement)
  const other = language === 'vi' ? 'en' : 'vi'
  return h(
    'div',
    { class: 'banner', role: 'alert' },
    drawn(signs[colour]),
    h(
      'div',
      {},
      h('p', { class: 'word' }, words[language]),
      h('p', { class: 'other', lang: other }, words[other]),
      why && h('p', { class: 'why' }, why[language]),
      ...judgement.notices.map((notice) => h('p', { class: 'why' }, noticeSentences[notice][language])),
    ),
  )
}

/** The signed digits are not shown: who reads them off the page would not look at the card. */
function comparison(shown: Shown, desk: CheckpointDesk, texts: Texts): HTMLElement {
  const { compared } = shown.logged.check
  const { paper } = shown.judgement
  const last4 = paper?.content.last4
  const names =
    shown.sameName !== null &&
    h('p', { class: 'hint' }, shown.sameName ? texts.answer.sameName : texts.answer.otherName)
  const nameOnPaper = h('p', { class: 'person' }, paper?.content.name ?? '')
  if (last4 === undefined)
    return h('section', { class: 'compare' }, nameOnPaper, h('p', {}, texts.answer.noLast4), names)
  const field = h('input', {
    name: 'last4',
    maxlength: '4',
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: 'false',
    inputmode: /^\d{4}$/.test(last4) ? 'numeric' : 'text',
    'aria-describedby': 'compare-hint',
    oninput: () => {
      if (field.value.trim().length === 4) void desk.compare(field.value)
    },
  })
  return h(
    'section',
    { class: 'compare', 'data-compared': compared },
    nameOnPaper,
    h('label', {}, h('span', { class: 'label' }, texts.answer.compare), field),
    h('p', { class: 'result', role: 'status' }, texts.answer.compared[compared]),
    names,
    h('p', { class: 'hint', id: 'compare-hint' }, texts.answer.compareHint),
  )
}

function seenBefore({ earlier }: Shown, texts: Texts): HTMLElement | null {
  const last = earlier[earlier.length - 1]
  return last ? h('p', { class: 'notice' }, texts.answer.earlier(earlier.length, timeWords(last.at))) : null
}

function content({ judgement: { paper } }: Shown, texts: Texts): HTMLElement | null {
  if (!paper) return null
  const pairs = contentWords(paper, texts).flatMap(([label, value]) => [
    h('dt', {}, label),
    h('dd', {}, value),
  ])
  return h('section', { class: 'content' }, h('h2', {}, texts.answer.content), h('dl', {}, ...pairs))
}
