import { expect, test } from 'vitest'
import { clientOf, enrolledDesk, startCity } from '../../city/testing/desk.ts'
import { acts } from '../../city/testing/journal.ts'
import { pushAnswerSchema } from '../../contract/sync/push.ts'

test('a stick that brings the receipts while the line breaks leaves no doubt about what the city has', async () => {
  const at = await startCity()
  try {
    const desk = await enrolledDesk(at)
    const toCity = ((url: string, init: RequestInit) => at.city.fetch(new Request(url, init))) as typeof fetch // the form the client uses
    let isBroken = true
    const breaking: typeof fetch = async (input, init) => {
      const answer = await toCity(input, init)
      if (!isBroken || !answer.ok || !(input as string).endsWith('/events')) return answer // the client asks by text
      isBroken = false
      desk.journal.saveAnswer(pushAnswerSchema.parse(await answer.json()))
      throw new TypeError('fetch failed')
    }
    const client = clientOf(desk, { fetch: breaking })
    await client.runOnce()
    desk.journal.append(acts.register('case-1'))
    expect(await client.runOnce()).toMatchObject({ truth: 'unknown' })
    expect(isBroken).toBe(false)
    expect(await client.runOnce()).toMatchObject({ phase: { state: 'idle' }, truth: 'equal' })
  } finally {
    await at.close()
  }
})
