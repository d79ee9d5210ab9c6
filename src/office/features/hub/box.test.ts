import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../testing/ports.ts'
import { boxLimits, openBox } from './box.ts'

const pc = (name: string) => ({ device: name.repeat(43), letters: 'B' })
const bytes = (text: string) => Buffer.from(text)
const roomy = () => 2 ** 40
const clock = () => 1_780_000_000_000

test('what was taken is there after the program was opened again, in the order it came', () => {
  const folder = temporaryFolder()
  const box = openBox(folder, clock, roomy)
  expect(box.keep(pc('a'), bytes('first'))).toBe('kept')
  expect(box.keep(pc('a'), bytes('second'))).toBe('kept')
  expect(box.keep(pc('a'), bytes('first'))).toBe('known')
  expect(box.keep(pc('b'), bytes('of another'))).toBe('kept')
  writeFileSync(join(folder, 'hub', '.DS_Store'), '')
  // A kill leaves half a file behind.
  writeFileSync(join(folder, 'hub', 'a'.repeat(43), '00000003.new'), 'half')
  const again = openBox(folder, clock, roomy)
  const own = again.held().filter(({ device }) => device === pc('a').device)
  expect(own.map((one) => String(again.read(one)))).toEqual(['first', 'second'])
  expect(again.letters(pc('a').device)).toBe('B')
})

test('a new answer takes the place of the one before, and only then the bundle goes', () => {
  const box = openBox(temporaryFolder(), clock, roomy)
  const take = (text: string, answers: readonly string[]) => {
    box.keep(pc('a'), bytes(text))
    const bundle = box.held().find(({ kind }) => kind === 'psp-lines')
    if (bundle) box.answer(bundle, answers.map(bytes))
  }
  take('first', ['answer'])
  take('second', ['newer', 'with a second part'])
  expect(box.held().map((one) => String(box.read(one)))).toEqual(['newer', 'with a second part'])
  // Without an answer of its own the one before still says what it said.
  take('third', [])
  expect(box.held()).toHaveLength(2)
})

test('a full disk and a share that is used up take nothing, and lose nothing', () => {
  let free = boxLimits.free + 10
  const box = openBox(temporaryFolder(), clock, () => free)
  expect(box.keep(pc('a'), bytes('small'))).toBe('kept')
  expect(box.keep(pc('a'), bytes('larger than there is room'))).toBe('disk-full')
  free = 2 ** 40
  for (let count = 1; count < boxLimits.bundles; count += 1)
    expect(box.keep(pc('a'), bytes(`bundle ${count}`))).toBe('kept')
  expect(box.keep(pc('a'), bytes('one too many'))).toBe('share-full')
  // The share of one PC is not that of another.
  expect(box.keep(pc('b'), bytes('of another'))).toBe('kept')
  expect(box.held()).toHaveLength(boxLimits.bundles + 1)
})
