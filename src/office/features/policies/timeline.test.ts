import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Activation, counting, standing, upcoming } from './timeline.ts'

let seq = 0
const activation = (pack: string, fromAt: number, rollback = false): Activation => ({
  seq: ++seq,
  sha256: pack,
  pack,
  version: 1,
  fromAt,
  user: 'quantri',
  rollback,
})
const names = (activations: readonly Activation[]) => activations.map(({ pack }) => pack)

test('the newest activation that has begun stands last; of two that begin together the later said', () => {
  const all = [activation('b', 20), activation('a', 10), activation('c', 20)]
  expect(names(standing(all, 9))).toEqual([])
  expect(names(standing(all, 10))).toEqual(['a'])
  expect(names(standing(all, 20))).toEqual(['a', 'b', 'c'])
})

test('a rollback takes the one before it away, and what came before stands as it did', () => {
  const [a, b] = [activation('a', 10), activation('b', 20)]
  const all = [a, b, activation('a', 30, true)]
  expect(standing(all, 30)).toEqual([a])
  expect(names(standing(all, 29))).toEqual(['a', 'b'])
})

test('a rollback to the pack an office came with stands by itself', () => {
  const back = activation('shipped', 20, true)
  expect(standing([activation('a', 10), back], 20)).toEqual([back])
})

test('a rollback of the last two, one after the other, ends where it began', () => {
  const a = activation('a', 10)
  const all = [
    a,
    activation('b', 20),
    activation('c', 30),
    activation('b', 40, true),
    activation('a', 50, true),
  ]
  expect(names(standing(all, 40))).toEqual(['a', 'b'])
  expect(standing(all, 50)).toEqual([a])
})

test('one that is taken back before it begins never counts, and may be scheduled again', () => {
  const again = activation('b', 20)
  const all = [activation('a', 10), activation('b', 20), activation('b', 20, true)]
  expect(names(counting(all))).toEqual(['a'])
  expect(upcoming(all, 15)).toEqual([])
  const later = { ...again, seq: ++seq }
  expect(upcoming([...all, later], 15)).toEqual([later])
})

test('whatever is activated, scheduled and taken back, what stands has begun and no pack follows itself', () => {
  const one = fc.record({ pack: fc.constantFrom('a', 'b', 'c'), fromAt: fc.nat(6), rollback: fc.boolean() })
  fc.assert(
    fc.property(fc.array(one, { maxLength: 14 }), fc.nat(7), (drawn, now) => {
      const all = drawn.map(({ pack, fromAt, rollback }) => activation(pack, fromAt, rollback))
      const stack = standing(all, now)
      expect(stack.every(({ fromAt }) => fromAt <= now)).toBe(true)
      const afterRollback = stack.findIndex((each, at) => each.rollback && each.pack === stack[at - 1]?.pack)
      expect(afterRollback).toBe(-1)
      expect(standing([...all].reverse(), now)).toHaveLength(stack.length)
    }),
  )
})
