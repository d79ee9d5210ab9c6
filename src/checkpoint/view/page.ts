import type { Database } from '../database.ts'
import type { CheckpointDesk, DeskState } from '../desk.ts'
import { type Language, languages, type Texts } from '../texts.ts'
import { answerView } from './answer.ts'
import { button, h, put } from './dom.ts'
import { type Inputs, inputsView } from './inputs.ts'
import { ageWords, isStale, listsTab, toldWords } from './lists-tab.ts'
import { logTab } from './log-tab.ts'
import { placeTab } from './place-tab.ts'

type Tab = keyof Texts['tabs']
const tabs: readonly Tab[] = ['scan', 'log', 'lists', 'place', 'help']

/** The page in its element. `update` is to be called with every new state. */
export type Page = {
  update(state: DeskState): void
  /** From now on the page works without a network. */
  readyOffline(): void
  /** Whether somebody is at work with it: an answer is in view, or the camera looks. */
  readonly isBusy: () => boolean
  readonly silent: () => boolean
}

type Parts = {
  readonly bar: HTMLElement
  readonly banners: HTMLElement
  readonly main: HTMLElement
  readonly nav: HTMLElement
}

/** Draws the page. Texts from cameras go to `fromCamera`, all others to the desk at once. */
export function drawPage(
  root: HTMLElement,
  desk: CheckpointDesk,
  database: Database,
  kept: { readonly language: Language; readonly silent: boolean },
  fromCamera: (text: string) => void,
): Page {
  let { language, silent } = kept
  let tab: Tab = desk.state().place ? 'scan' : 'place'
  let inputs: Inputs | null = null
  let last: DeskState | null = null
  let isReady = false
  const answer = h('div', { class: 'answers', 'aria-live': 'assertive' })
  const parts: Parts = {
    bar: h('header', {}),
    banners: h('div', { class: 'banners' }),
    main: h('main', {}),
    nav: h('nav', {}),
  }
  put(root, parts.bar, parts.banners, parts.main, parts.nav)

  const texts = () => languages[language]
  const open = (chosen: Tab) => {
    inputs?.stopCamera()
    inputs = null
    // Without a place nothing is checked: the log would not know where.
    tab = chosen === 'scan' && !desk.state().place ? 'place' : chosen
    drawTab()
    drawFrame(desk.state())
  }
  const turnLanguage = () => {
    language = language === 'vi' ? 'en' : 'vi'
    void database.keep('language', language)
    open(tab)
  }
  const drawTab = () => {
    document.documentElement.lang = language
    put(parts.nav, ...tabs.map((each) => tabButton(each, each === tab, texts(), () => open(each))))
    if (tab === 'scan') {
      inputs = inputsView(database, texts(), (text) => void desk.scan(text), fromCamera)
      put(parts.main, h('div', { class: 'scan' }, inputs.element, answer))
      drawAnswer(desk.state())
    } else put(parts.main, otherTab())
  }
  const otherTab = (): HTMLElement => {
    if (tab === 'log') return logTab(desk, texts(), language)
    if (tab === 'lists') return listsTab(desk, texts(), Date.now())
    if (tab === 'place')
      return placeTab(desk, database, texts(), {
        silent,
        onSilent: (chosen) => {
          silent = chosen
        },
        onSaved: () => open('scan'),
      })
    return helpTab()
  }
  const drawAnswer = (state: DeskState) => {
    const { shown } = state
    document.body.toggleAttribute('data-shown', shown !== null && tab === 'scan')
    if (!shown) return put(answer, waiting(texts()))
    const next = button(texts().scan.next, () => desk.next(), 'primary next')
    put(answer, answerView(shown, desk, texts(), language), next)
    if (shown !== last?.shown) window.scrollTo(0, 0)
    // With a keyboard the next thing to do has the focus; on a telephone its keyboard would cover the answer.
    if (window.matchMedia('(pointer: fine)').matches)
      (shown.logged.check.compared === 'not-done' ? (answer.querySelector('input') ?? next) : next).focus({
        preventScroll: true,
      })
  }
  const drawFrame = (state: DeskState) => {
    put(
      parts.bar,
      h(
        'div',
        { class: 'title' },
        h('h1', {}, state.place?.name ?? texts().title),
        h('span', {}, state.config?.city ?? ''),
      ),
      chips(state, texts(), open, isReady),
      button(texts().otherLanguage, turnLanguage, 'language'),
    )
    put(parts.banners, ...bannersOf(state, texts(), tab))
    document.body.toggleAttribute('data-training', state.config?.training === true)
  }
  const update = (state: DeskState) => {
    drawFrame(state)
    if (tab === 'scan' && state.shown !== last?.shown) drawAnswer(state)
    if (tab === 'log' && (state.waiting !== last?.waiting || state.sent !== last.sent)) drawTab()
    const isNews = (['lists', 'refreshed', 'offered', 'pieces'] as const).some(
      (part) => state[part] !== last?.[part],
    )
    if (tab === 'lists' && isNews) drawTab()
    if (state.shown && state.shown.logged.id !== last?.shown?.logged.id && tab !== 'scan') open('scan')
    last = state
  }
  drawTab()
  update(desk.state())
  const readyOffline = () => {
    isReady = true
    drawFrame(desk.state())
  }
  const isBusy = () => desk.state().shown !== null || inputs?.isLooking() === true
  return { update, readyOffline, isBusy, silent: () => silent }
}

function tabButton(tab: Tab, isOpen: boolean, texts: Texts, open: () => void): HTMLElement {
  return h(
    'button',
    { type: 'button', 'data-tab': tab, 'aria-current': isOpen ? 'page' : 'false', onclick: open },
    texts.tabs[tab],
  )
}

function waiting(texts: Texts): HTMLElement {
  return h(
    'div',
    { class: 'waiting' },
    h('p', { class: 'word' }, texts.scan.waiting),
    h('p', {}, texts.scan.waitingHint),
  )
}

function chips(state: DeskState, texts: Texts, open: (tab: Tab) => void, isReady: boolean): HTMLElement {
  const { revocation } = state.lists
  const age = revocation
    ? texts.chips.lists(ageWords(revocation.issuedAt, Date.now(), texts))
    : texts.chips.noLists
  const chip = (label: string, tone: string, tab: Tab) =>
    h('button', { type: 'button', class: 'chip', 'data-tone': tone, onclick: () => open(tab) }, label)
  const network = () => {
    if (!navigator.onLine) return chip(texts.chips.offline, 'warn', 'lists')
    const isPreparing = !isReady && window.isSecureContext
    return chip(
      isPreparing ? texts.chips.preparing : texts.chips.online,
      isPreparing ? 'warn' : 'plain',
      'lists',
    )
  }
  return h(
    'div',
    { class: 'chips' },
    network(),
    chip(age, isStale(state.lists, Date.now()) ? 'warn' : 'plain', 'lists'),
    chip(
      state.waiting > 0 ? texts.chips.waiting(state.waiting) : texts.chips.allSent,
      state.waiting > 0 && !state.paired ? 'warn' : 'plain',
      'log',
    ),
  )
}

function bannersOf(state: DeskState, texts: Texts, tab: Tab): HTMLElement[] {
  const { banner } = texts
  const told: [string, string][] = []
  // Codes of a list are scanned where papers are; the tab of the lists tells it itself.
  if (tab === 'scan' && !state.shown && (state.pieces || state.offered.length > 0))
    told.push(['warn', toldWords(state, texts)])
  if (state.foreign) told.push(['bad', banner.foreign])
  if (state.config?.training === true) told.push(['training', banner.training])
  if (!state.config) told.push(['warn', banner.notInstalled])
  if (state.notLogged) told.push(['warn', banner.notLogged])
  if (!window.isSecureContext) told.push(['warn', banner.notSecure])
  return told.map(([tone, words]) =>
    h('p', { class: 'bannerline', 'data-tone': tone, role: 'status' }, words),
  )
}

/** In both languages, whatever is chosen: it is read by whoever was just given the telephone. */
function helpTab(): HTMLElement {
  return h(
    'section',
    { class: 'tab' },
    ...(['vi', 'en'] as const).flatMap((language) => [
      h('h2', { lang: language }, languages[language].tabs.help),
      h(
        'ol',
        { class: 'help', lang: language },
        ...languages[language].help.map((words) => h('li', {}, words)),
      ),
    ]),
  )
}
