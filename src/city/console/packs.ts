import type { Context, Hono } from 'hono'
import { differenceOf } from '../../contract/policy/difference.ts'
import { lintPack } from '../../contract/policy/lint.ts'
import { readJson } from '../../contract/policy/json-text.ts'
import { type RulePack, rulePackSchema } from '../../contract/policy/pack.ts'
import { maxPackBytes, packEnvelopeSchema } from '../../contract/sync/pack.ts'
import { type CivilDate, dateAt } from '../../domain/calendar.ts'
import { textOf } from '../body.ts'
import { type Desk, serverTime } from '../desk.ts'
import { writeAudit } from '../operators/audit.ts'
import { refusalOf } from '../operators/api.ts'
import { OperatorRefused } from '../operators/refusal.ts'
import { listPacks, publishPack } from '../packs/packs.ts'
import type { Rows } from '../store/store.ts'
import {
  answer,
  type Console,
  consoleBase,
  signedIn,
  signedInFile,
  signedInForm,
  type SignedIn,
} from './door.ts'
import { type CheckedPack, checkedPage, packsPage } from './pack-pages.ts'

/** A pack goes back and forth as base64url, because a form changes the ends of lines. */
const largestPackForm = Math.ceil((maxPackBytes * 4) / 3) + 4096
const title = 'Quy tắc gửi các phường'

/** Rule packs: what was published, and the way to publish one: choose a file, read what it changes, publish. */
export function packs(app: Hono, console: Console): void {
  const { desk } = console
  const list = async (c: Context, who: SignedIn, refused: OperatorRefused['problem'] | null) => {
    const told = c.req.query('told') === undefined ? null : 'Đã ký và gửi quy tắc cho các phường.'
    const content = packsPage(await desk.store.read(listPacks), who.session.form, {
      told,
      refused: refused?.detail ?? null,
    })
    return answer(c, desk, title, who, content, refused?.status)
  }
  app.get('/packs', async (c) => list(c, await signedIn(console, c, 'publish'), null))
  app.post('/packs/check', async (c) => {
    // Who asks is known before the file is read, so that what is wrong with the file can be said on their page.
    const who = await signedIn(console, c, 'publish')
    try {
      const { file } = await signedInFile(console, c, 'publish', maxPackBytes)
      const checked = await checkPack(desk, textOf(file))
      await auditCheck(desk, checked, who.operator.name)
      return answer(c, desk, 'Kiểm tra quy tắc', who, checkedPage(checked, who.session.form, '', null))
    } catch (error) {
      const { problem } = refusalOf(desk, error)
      if (problem.status === 401) throw error
      return list(c, who, problem)
    }
  })
  app.post('/packs', async (c) => {
    const { form, ...who } = await signedInForm(console, c, 'publish', largestPackForm)
    const checked = await checkPack(desk, textOf(Buffer.from(form.get('text') ?? '', 'base64url')))
    const wards = (form.get('wards') ?? '').trim()
    try {
      if (checked.verdict.outcome !== 'ok') throw new OperatorRefused('pack-unreadable')
      const asked = wards === '' ? null : wards.split(/[\s,;]+/)
      await publishPack(desk, checked.text, asked, who.operator.name)
      return c.redirect(`${consoleBase}/packs?told`, 303)
    } catch (error) {
      const { problem } = refusalOf(desk, error)
      const content = checkedPage(checked, who.session.form, wards, problem.detail)
      return answer(c, desk, 'Kiểm tra quy tắc', who, content, problem.status)
    }
  })
}

/** Judges a text as the wards will, and says what it changes against what is in force. */
async function checkPack(desk: Desk, text: string): Promise<CheckedPack> {
  const today = dateAt(desk.now())
  const known = await desk.store.read(publishedPacks)
  const verdict = lintPack(text, {
    today,
    known: known.map(({ pack, text: own }) => ({ ...pack, text: own })),
    // One that was published already may have begun: it reaches further wards.
    shipped: known.some((one) => one.text === text),
  })
  const packIn = verdict.outcome === 'ok' ? verdict.pack : null
  const before = packIn && inForce(known, packIn.id, packIn.version, today)
  const changes = packIn && before ? differenceOf(before, packIn) : []
  return { text, verdict, before, changes }
}

type Published = { readonly pack: RulePack; readonly text: string }

async function publishedPacks(rows: Rows): Promise<Published[]> {
  const found: Published[] = []
  for (const { sha256 } of await rows.packs()) {
    const row = await rows.pack(sha256)
    const envelope = packEnvelopeSchema.safeParse(jsonIn(Buffer.from(row?.envelope ?? []).toString('utf8')))
    const text = envelope.data?.text ?? ''
    // One of an older or newer format is nothing to compare with.
    const pack = rulePackSchema.safeParse(jsonIn(text)).data
    if (pack) found.push({ pack, text })
  }
  return found
}

function jsonIn(text: string): unknown {
  const read = readJson(text)
  return 'value' in read ? read.value : undefined
}

/** What holds today under the same name, else what was published of it last, else whatever else holds today. */
function inForce(
  known: readonly Published[],
  id: string,
  version: number,
  today: CivilDate,
): RulePack | null {
  const others = known.map(({ pack }) => pack).filter((pack) => pack.id !== id || pack.version !== version)
  const newestFirst = others.toSorted(
    (a, b) => b.effectiveFrom.localeCompare(a.effectiveFrom) || b.version - a.version,
  )
  const holds = (pack: RulePack) =>
    pack.effectiveFrom <= today && (pack.effectiveUntil === undefined || pack.effectiveUntil >= today)
  const own = newestFirst.filter((pack) => pack.id === id)
  return own.find(holds) ?? own[0] ?? newestFirst.find(holds) ?? null
}

async function auditCheck(desk: Desk, { verdict }: CheckedPack, operator: string): Promise<void> {
  const { pack = null, version = null } = verdict.outcome === 'ok' ? nameOf(verdict.pack) : {}
  const faults = verdict.outcome === 'refused' ? verdict.total : 0
  const detail = { outcome: verdict.outcome, pack, version, faults }
  await desk.store.write((rows) => writeAudit(rows, serverTime(desk), operator, 'pack.checked', detail))
}

function nameOf({ id, version }: RulePack) {
  return { pack: id, version }
}
