import { describe, expect, test } from 'vitest'
import type { CaseAct } from '../../../domain/case.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import * as api from '../../../contract/desk/index.ts'
import { refusalOf } from '../../../office/testing/person.ts'
import { act } from '../../../office/testing/applications.ts'
import { prints } from './paper.ts'
import type { Place } from './place.ts'
import {
  because,
  completes,
  does,
  expectHeld,
  gives,
  handOfAct,
  moves,
  promises,
  register,
  type Told,
} from './walk.ts'

/**
 * What may happen to a case besides being decided, tried on a procedure of a place with its own reasons: it comes back
 * and is completed, it is refused, stopped, promised for later or handed to another ward; each with its letter.
 */
export function describeAsides(place: () => Place, told: () => Told): void {
  const begun = () => register(place(), told())
  const label = (list: 'returnReasons' | 'refusalReasons' | 'stopReasons', code: string) =>
    place().pack[list].find((one) => one.code === code)?.label ?? `no ${code}`

  describe('what else may happen to it', () => {
    test('it comes back with what is missing on paper, is completed, and begins anew', async () => {
      const at = await until(place(), await begun(), 'return')
      const note = 'Thiếu giấy xác nhận, mang bản chính'
      const by = handOfAct(at, 'return')
      const returned = await because(place(), by, 'return', at, ['papers-missing', note])
      expect(returned).toMatchObject({ state: 'returned', holders: ['clerk'] })
      const { said } = await prints(place(), 'completion-request', returned)
      expect(said).toContain(note)
      const { applicant, packTitle } = returned
      expect(said).toContain(applicant.fullName)
      const completed = await completes(place(), returned, { purpose: 'Mục đích ghi lại cho rõ' })
      expect(completed).toMatchObject({ state: 'registered', packTitle })
      expect(completed.details.purpose).toBe('Mục đích ghi lại cho rõ')
    })

    test('it is refused by those who decide, with a letter that says why; then it is closed', async () => {
      const at = await until(place(), await begun(), 'refuse')
      const note = 'Đã kiểm tra, chưa cần đi lại lúc này'
      const refused = await because(place(), 'official', 'refuse', at, ['not-necessary', note])
      expect(refused).toMatchObject({ state: 'refused', holders: ['clerk'] })
      expect(refused.reason).toContain(note)
      const { said } = await prints(place(), 'refusal', refused)
      expect(said).toContain(note)
      expect(said).toContain(refused.number)
      expect(await gives(place(), 'notify-refusal', refused)).toMatchObject({
        state: 'refusal-notified',
        holders: [],
      })
    })

    test('it is stopped, with the notice and the papers that go back', async () => {
      const at = await until(place(), await begun(), 'stop')
      const note = 'Người nộp đã rút hồ sơ'
      const by = handOfAct(at, 'stop')
      const stopped = await because(place(), by, 'stop', at, ['withdrawn-by-applicant', note])
      const { said } = await prints(place(), 'stop-notice', stopped)
      expect(said).toContain(label('stopReasons', 'withdrawn-by-applicant'))
      expect(said).toContain(note)
      expect(await gives(place(), 'notify-stop', stopped)).toMatchObject({ state: 'stop-notified' })
    })

    test('the clerk stops it wherever it waits until it is sealed, whoever has it', async () => {
      const met: string[] = []
      for (let seen = await begun(); ; ) {
        met.push(seen.state)
        expect(seen.moves.find((move) => move.act === 'stop')?.by, seen.state).toContain('clerk')
        const { next } = seen
        if (next !== 'verify' && next !== 'confirm' && next !== 'approve' && next !== 'submit') {
          const why = ['withdrawn-by-applicant', 'Người nộp rút hồ sơ tại quầy'] as const
          const stopped = await because(place(), 'clerk', 'stop', seen, why)
          expect(stopped).toMatchObject({ state: 'stopped', holders: ['clerk'] })
          await gives(place(), 'notify-stop', stopped)
          break
        }
        seen = await does(place(), handOfAct(seen, next), next, seen)
      }
      expect(met.length).toBeGreaterThan(1)
    })

    test('a later day is promised with an apology that names the first one', async () => {
      const seen = await begun()
      const later = await promises(place(), 'official', seen, 2, 'Chờ xác minh tại nơi ở')
      expect(later).toMatchObject({ state: seen.state, version: seen.version })
      const { said } = await prints(place(), 'apology', later)
      for (const day of [seen.dueAt, later.dueAt]) expect(said).toContain(inWords(day))
      expect(said).toContain('Chờ xác minh tại nơi ở')
    })

    test('it goes to another ward with its slip, where the chain lets it, and waits until that ward has it', async () => {
      const seen = await begun()
      if (!seen.moves.some((move) => move.act === 'transfer')) {
        const body = { ...act(seen), reasonCode: 'moved', note: 'Đã chuyển đi', ward: '00004' }
        const tried = place().people.official(api.transferCase, { params: seen, body })
        expect(await refusalOf(tried)).toMatchObject({ code: 'step-not-here' })
        await expectHeld(place(), seen)
        return
      }
      const gone = await moves(place(), handOfAct(seen, 'transfer'), seen, 'Đã chuyển về Ba Đình')
      expect(gone).toMatchObject({ state: 'transferred', holders: ['clerk'] })
      const { said } = await prints(place(), 'transfer-slip', gone)
      expect(said).toContain('Phường Ba Đình')
      expect(await gives(place(), 'confirm-transfer', gone)).toMatchObject({ state: 'transfer-confirmed' })
    })
  })
}

/** A day as letters write it. */
function inWords(moment: string): string {
  const [year, month, day] = moment.slice(0, 10).split('-')
  return `ngày ${day} tháng ${month} năm ${year}`
}

/** The steps of the chain until one of its states allows an act. */
async function until(place: Place, registered: Case, wanted: CaseAct): Promise<Case> {
  let seen = registered
  while (!seen.moves.some((move) => move.act === wanted)) {
    const { next } = seen
    if (next !== 'verify' && next !== 'confirm' && next !== 'approve')
      throw new Error(`${wanted} is nowhere before ${next}`)
    seen = await does(place, handOfAct(seen, next), next, seen)
  }
  return seen
}
