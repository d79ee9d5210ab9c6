import { type Desk, serverTime } from '../desk.ts'
import { publishRevocations, publishTrustList } from '../lists.ts'
import { writeAudit } from './audit.ts'

/** Signs and publishes both lists now, whether or not something changed; resolves to their numbers. */
export async function publishLists(
  desk: Desk,
  operator: string,
): Promise<{ readonly trust: number; readonly revocations: number }> {
  return desk.store.write(async (rows) => {
    const trust = await publishTrustList(desk, rows)
    const revocations = await publishRevocations(desk, rows)
    await writeAudit(rows, serverTime(desk), operator, 'lists.published', { trust, revocations })
    return { trust, revocations }
  })
}
