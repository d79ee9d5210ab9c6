import { describe, expect, test } from 'vitest'
import { answerOpenTraining } from './open-training.ts'

const office = (state: string, training = false) => Response.json({ state, training })
const elsewhere = () => Promise.resolve({ address: 'http://127.0.0.1:47902' })

describe('leaving for the training office', () => {
  test('an office that is not set up can be left', async () => {
    const answer = await answerOpenTraining(office('new'), elsewhere)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ address: 'http://127.0.0.1:47902' })
  })

  test.each([
    ['an open office', office('open')],
    ['a locked office', office('locked')],
    ['a store that cannot be used', office('unusable')],
    ['the training office itself', office('new', true)],
    ['an answer nobody understands', Response.json({})],
  ])('%s cannot, and nothing is opened', async (_, answered) => {
    let opened = false
    const answer = await answerOpenTraining(answered, () => {
      opened = true
      return elsewhere()
    })
    expect(await answer.json()).toMatchObject({ code: 'office-already-set-up' })
    expect([answer.status, opened]).toEqual([409, false])
  })

  test('an office that is just starting again says so itself', async () => {
    const restarting = new Response('{"code":"fault"}', { status: 503 })
    expect(await answerOpenTraining(restarting, elsewhere)).toBe(restarting)
  })
})
