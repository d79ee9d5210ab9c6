import './older-browsers.ts'
import { verdicts } from '../domain/verdict.ts'
import { openDatabase } from './database.ts'
import { openDesk } from './desk.ts'
import { codeReader } from './scan/codes.ts'
import { listenToReader } from './scan/reader-keys.ts'
import { scannedCard } from './comparing.ts'
import { signal, wakeSound } from './signals.ts'
import { languages } from './texts.ts'
import { drawPage, type Page } from './view/page.ts'
import { type Keeper, keepOffline, lookForNewer, takeNewer } from './offline.ts'

const contactEveryMs = 10 * 60_000
const sendEveryMs = 30_000
/** A paper that stays before the camera after its answer was put away is not asked about again for so long. */
const sameAgainMs = 4_000
/** A newer version of the page takes over when nobody has touched it for so long. */
const idleMs = 5 * 60_000

async function start(root: HTMLElement): Promise<void> {
  const database = await openDatabase().catch(() => null)
  if (!database) {
    root.textContent = `${languages.vi.banner.noStore} ${languages.en.banner.noStore}`
    return
  }
  let page: Page | null = null
  let signalled: string | null = null
  const desk = await openDesk(database, (state) => {
    page?.update(state)
    const { shown } = state
    if (!shown || shown.logged.id === signalled) return
    signalled = shown.logged.id
    if (page?.silent() !== true) signal(verdicts[shown.judgement.answer].colour)
  })
  const language = (await database.kept('language')) ?? 'vi'
  const silent = (await database.kept('silent')) ?? false
  let keeper: Keeper | null = null
  let usedAt = Date.now()
  let lastText = ''
  let lastAt = 0
  /** While an answer is in view, the camera takes the ID card it is compared with, and nothing else. */
  const fromCamera = (text: string) => {
    const { shown } = desk.state()
    const isAgain = text === lastText && Date.now() - lastAt < sameAgainMs
    if (text === lastText) lastAt = Date.now()
    if (isAgain || (shown && !scannedCard(text))) return
    lastText = text
    lastAt = Date.now()
    void desk.scan(text)
  }
  page = drawPage(root, desk, database, { language, silent }, fromCamera)
  listenToReader((text) => void desk.scan(text))
  const used = () => {
    usedAt = Date.now()
    wakeSound()
  }
  for (const press of ['pointerdown', 'keydown']) window.addEventListener(press, used, true)
  window.addEventListener('online', () => void desk.contact())
  window.addEventListener('offline', () => page?.update(desk.state()))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void desk.contact()
  })
  setInterval(() => {
    void desk.contact()
    if (keeper) void lookForNewer(keeper)
  }, contactEveryMs)
  setInterval(() => {
    if (keeper && !page.isBusy() && Date.now() - usedAt > idleMs) takeNewer(keeper)
    if (desk.state().waiting > 0) void desk.send()
    else page?.update(desk.state())
  }, sendEveryMs)
  const prepare = async () => {
    keeper = await keepOffline()
    if (keeper) page?.readyOffline()
    // Loaded now and kept by the worker, so that the first scan does not wait for it.
    await codeReader()
  }
  await Promise.all([desk.contact(), prepare()])
}

const root = document.querySelector<HTMLElement>('#page')
if (root) void start(root)
