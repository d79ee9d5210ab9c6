import { expect, test } from 'vitest'
import type { Case } from '../../../contract/desk/cases.ts'
import * as api from '../../../contract/desk/index.ts'
import { act } from '../../../office/testing/applications.ts'
import { refusalOf } from '../../../office/testing/person.ts'
import { colleagues } from '../../../office/testing/staffed-office.ts'
import { prints } from './paper.ts'
import type { Place } from './place.ts'
import { because, expectHeld, gives } from './walk.ts'

const withdrawn = ['withdrawn-by-applicant', 'Giấy đã thu hồi, không trả'] as const

/** What becomes of a case whose sealed paper is replaced, then withdrawn: somebody has it until its letter is given. */
export function describeWithdrawn(of: string, place: () => Place, sealed: () => Promise<Case>): void {
  test(`${of}: a paper that is replaced and then withdrawn leaves its case with the clerk, who stops it`, async () => {
    const { people } = place()
    const seen = await sealed()
    expect(seen).toMatchObject({ state: 'sealed', next: 'hand-over' })
    const { pin } = colleagues.sealer
    const replaced = await people.sealer(api.replacePaper, {
      params: seen,
      body: { ...act(seen), pin: pin ?? '', reason: 'spoiled' },
    })
    expect(replaced).toMatchObject({ state: 'sealed', next: 'hand-over', permit: { withdrawn: null } })
    await expectHeld(place(), replaced)

    const gone = await people.official(api.withdrawPaper, {
      params: replaced,
      body: { ...act(replaced), reason: 'withdrawn', note: 'Không còn nhu cầu' },
    })
    expect(gone).toMatchObject({ state: 'sealed', next: 'stop', holders: ['clerk'] })
    await expectHeld(place(), gone)
    const given = { params: gone, body: { ...act(gone), scannedText: null } }
    expect(await refusalOf(people.clerk(api.handOver, given))).toMatchObject({ code: 'case-moved' })

    const stopped = await because(place(), 'clerk', 'stop', gone, withdrawn)
    expect(stopped).toMatchObject({ state: 'stopped', next: 'notify-stop', holders: ['clerk'] })
    expect((await prints(place(), 'stop-notice', stopped)).said).toContain(withdrawn[1])
    expect(await gives(place(), 'notify-stop', stopped)).toMatchObject({ state: 'stop-notified' })
  })
}
