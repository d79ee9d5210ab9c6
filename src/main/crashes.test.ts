import { expect, test } from 'vitest'
import { crashCounter } from './crashes.ts'

test('two crashes in a minute restart, each later than the one before; the third is left to a person', () => {
  const counter = crashCounter()
  expect(counter.crashed(0)).toEqual({ restart: true, afterMs: 250 })
  expect(counter.crashed(10_000)).toEqual({ restart: true, afterMs: 1_000 })
  expect(counter.crashed(59_000)).toEqual({ restart: false })
})

test('crashes a minute apart never add up', () => {
  const counter = crashCounter()
  for (let minute = 0; minute < 20; minute += 1)
    expect(counter.crashed(minute * 60_000)).toEqual({ restart: true, afterMs: 250 })
})

test('a person’s retry starts the count anew', () => {
  const counter = crashCounter()
  for (const at of [0, 1, 2]) counter.crashed(at)
  counter.forget()
  expect(counter.crashed(3)).toEqual({ restart: true, afterMs: 250 })
})
