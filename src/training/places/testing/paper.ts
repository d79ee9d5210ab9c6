import { expect } from 'vitest'
import { type CivilDate, dateAt, minuteAt, weekdayOf } from '../../../domain/calendar.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import * as api from '../../../contract/desk/index.ts'
import type { Verdict } from '../../../contract/desk/verify.ts'
import { readBack, words } from '../../../office/sheets/testing/read-back.ts'
import { printed } from '../../../office/testing/applications.ts'
import type { ColleagueName } from '../../../office/testing/staffed-office.ts'
import type { Place } from './place.ts'

/** A printed sheet as other people’s programs read it. */
export type Sheet = { readonly said: string; readonly codes: readonly string[]; readonly pages: number }

/** Prints a sheet of a case and reads it back. */
export async function prints(
  place: Place,
  sheet: string,
  seen: Case,
  by: ColleagueName = 'clerk',
): Promise<Sheet> {
  expect(seen.sheets.map((one) => one.sheet)).toContain(sheet)
  await printed(place.people[by], seen.caseId, sheet)
  const { pdf } = place.ward.ports.printed.at(-1) ?? {}
  if (!pdf) throw new Error('the printer has nothing')
  return readBack(pdf, (back) => ({
    said: words(back.text).normalize('NFC'),
    codes: back.symbols(1),
    pages: back.pages,
  }))
}

/** The printed paper of a sealed case: its one code is read, and judged as the office judges it without a network. */
export async function printsPaper(
  place: Place,
  sheet: 'permit' | 'market-card-slip' | 'organisation-paper',
  seen: Case,
): Promise<Sheet & { readonly code: string; readonly content: NonNullable<Verdict['content']> }> {
  const read = await prints(place, sheet, seen)
  const [code = ''] = read.codes
  const { answer, content, caseId } = await judged(place, code)
  if (!content) throw new Error(`the printed code is ${answer}`)
  expect(caseId).toBe(seen.caseId)
  expect(content.number).toBe(seen.permit?.number)
  expect(answer).toBe(answerNow(place, seen))
  expect(read.said).toContain(content.number)
  const name = content.kind === 'organisation' ? (seen.details.organisation ?? '') : seen.applicant.fullName
  expect(read.said.toLocaleLowerCase('vi')).toContain(name.toLocaleLowerCase('vi'))
  return { ...read, code, content }
}

/** Papers issued before the rules of the place began hold as long as its pack says, and are told from their own. */
export async function expectEarlierPapers(place: Place): Promise<void> {
  const { ward, pack, people } = place
  const entry = pack.earlier.find((one) => one.pack === 'vidu-01')
  const isOver = entry?.until !== undefined && entry.until < dateAt(ward.ports.clock.now())
  const earlier = await people.clerk(api.readCase, { params: place.earlier })
  expect(earlier).toMatchObject({ pack: 'vidu-01/1', permit: { withdrawn: isOver ? 'withdrawn' : null } })
  if (isOver) return
  const { said, content } = await printsPaper(place, 'permit', earlier)
  expect(said).toContain('mẫu tập huấn')
  expect(content.number).toBe(earlier.permit?.number)
}

/** What the office says to a code. */
function judged({ people }: Place, text: string): Promise<Verdict> {
  return people.police(api.verifyText, { body: { text } })
}

/** What a live paper is at this minute: it may be sealed outside its own days and hours. */
function answerNow({ ward }: Place, { schedule, details }: Case) {
  const now = ward.ports.clock.now()
  const [today, minute] = [dateAt(now), minuteAt(now)]
  const { weekdays = [], windows = [] } = schedule ?? {}
  const parity = details.more?.['parity']
  const isDay = weekdays.includes(weekdayOf(today)) && (parity === undefined || parity === parityOf(today))
  const isHour = windows.length === 0 || windows.some(([from, to]) => minute >= from && minute < to)
  return isDay && isHour ? 'valid' : 'wrong-time'
}

/** How the packs call the days on which a household may go. */
function parityOf(day: CivilDate): 'Ngày lẻ' | 'Ngày chẵn' {
  return Number(day.slice(8)) % 2 === 1 ? 'Ngày lẻ' : 'Ngày chẵn'
}
