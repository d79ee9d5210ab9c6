import { randomUUID } from 'node:crypto'
import type { Call } from '../../contract/client.ts'
import * as api from '../../contract/desk/index.ts'
import { addDays, type CivilDate } from '../../domain/calendar.ts'
import { rosterCsv } from '../../office/features/households/testing/households.ts'

/** Lets somebody of the ward do something. */
export type DoAs = <Done>(
  who: 'clerk' | 'police' | 'official' | 'sealer',
  work: (call: Call) => Promise<Done>,
) => Promise<Done>
type Wanted = {
  readonly batchId: string
  readonly cards: number
  readonly today: CivilDate
  readonly pin: string
}

/** A list of so many sealed market cards that nobody has printed; rules with market days have to be in force. */
export async function sealCards(doAs: DoAs, { batchId, cards, today, pin }: Wanted): Promise<void> {
  const params = { batchId }
  await doAs('clerk', async (call) => {
    // One of the rows has no address and stays behind.
    const { listId } = await call(api.readRoster, { body: rosterCsv(cards + 1, 4) })
    const body = { actId: randomUUID(), group: 'Tổ 9', zone: 'CAM' }
    await call(api.takeRoster, { params: { listId }, body })
  })
  await doAs('police', async (call) => {
    const { firstDay, lastDay, digest } = await call(api.planMarketDays, { query: {} })
    await call(api.takeMarketDays, { body: { actId: randomUUID(), firstDay, lastDay, digest } })
  })
  const period = { firstDay: today, lastDay: addDays(today, 9), group: null }
  await doAs('clerk', (call) => call(api.makeCards, { body: { batchId, ...period } }))
  for (const [who, act] of [
    ['police', 'verify'],
    ['official', 'approve'],
  ] as const)
    await doAs(who, async (call) => {
      const { acts } = await call(api.readBatch, { params })
      for (const caseId of acts.find((one) => one.act === act)?.sample ?? [])
        await call(api.lookAtRow, { params, body: { caseId } })
      const body = { actId: randomUUID(), act, cases: null, reasonCode: null, note: null }
      await call(api.actOnBatch, { params, body })
    })
  await doAs('sealer', (call) => call(api.sealBatch, { params, body: { actId: randomUUID(), pin } }))
}
