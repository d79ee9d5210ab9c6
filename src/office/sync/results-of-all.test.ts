import { expect, onTestFinished, test } from 'vitest'
import { brought, partOf } from '../../city/bundles/testing/stick.ts'
import { RequestRefused } from '../../city/refusal.ts'
import { clientOf, enrolledDesk, startCity } from '../../city/testing/desk.ts'
import { acts } from '../../city/testing/journal.ts'

test('a PC hears the result of every line, also when the city knew them all and the line was cut after the first answer', async () => {
  const city = await startCity()
  onTestFinished(() => city.close())
  const desk = await enrolledDesk(city)
  for (let n = 0; n < 60; n += 1) desk.journal.append(acts.register(`case-${n}`))
  // Said already: such a line stands beside the feed, so only the answer to a push tells of it.
  const id = desk.journal.append(acts.register('case-60'))
  desk.journal.append({ ...acts.register('case-60'), id })
  await brought(city.city, (await partOf(desk)).bytes)
  let pushes = 0
  const cut: typeof fetch = async (input, init) => {
    if ((input as string).endsWith('/events') && (pushes += 1) > 1) throw new TypeError('fetch failed') // the client asks by text
    return fetch(input, init)
  }
  await clientOf(desk, { fetch: cut }).runOnce()
  expect(pushes).toBe(2)
  expect(await clientOf(desk).runOnce()).toMatchObject({ truth: 'equal' })
  expect(desk.journal.results.get(62)).toMatchObject({ status: 'duplicate' })
  expect(desk.journal.results.size).toBe(62)
})

test('… also when a city that had forgotten the stream has its beginning from a stick by the time it is opened anew', async () => {
  const city = await startCity()
  onTestFinished(() => city.close())
  const desk = await enrolledDesk(city)
  const id = desk.journal.append(acts.register('case-1'))
  desk.journal.append({ ...acts.register('case-1'), id })
  const stick = (await partOf(desk)).bytes
  desk.journal.append(acts.register('case-2'))
  let hasForgotten = false
  const forgetful: typeof fetch = async (input, init) => {
    const url = input as string // the client asks by text
    if (!url.endsWith('/events') || hasForgotten) {
      if (hasForgotten && init?.method === 'PUT') await brought(city.city, stick)
      return fetch(input, init)
    }
    hasForgotten = true
    const { problem } = new RequestRefused('unknown-stream')
    return Response.json(problem, {
      status: problem.status,
      headers: { 'content-type': 'application/problem+json' },
    })
  }
  expect(await clientOf(desk, { fetch: forgetful }).runOnce()).toMatchObject({ truth: 'equal' })
  expect(hasForgotten).toBe(true)
  expect([...desk.journal.results].map(([seq, { status }]) => [seq, status])).toEqual([
    [1, 'accepted'],
    [2, 'duplicate'],
    [3, 'accepted'],
  ])
})
