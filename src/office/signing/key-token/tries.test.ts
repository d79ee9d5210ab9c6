import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../testing/ports.ts'
import { createTriesBook } from './tries-book.ts'
import { countedWith, noTries, triesLeft } from './tries.ts'

const calm = { low: false, final: false, locked: false }
const low = { ...calm, low: true }
const final = { ...low, final: true }
const locked = { ...final, locked: true }

describe('the tries a PIN has left', () => {
  it.each([
    ['a token at peace', noTries, calm, 3],
    ['a token that tells of wrong PINs typed elsewhere', noTries, low, 2],
    ['a token that has one left, whatever was counted here', noTries, final, 1],
    ['a locked token', noTries, locked, 0],
    ['a token that raises no flags, after one wrong PIN here', { wrong: 1, lowSeen: false }, calm, 2],
    ['a token that raises only “low”, after two wrong PINs here', { wrong: 2, lowSeen: true }, low, 1],
    ['a token that allows more than was thought', { wrong: 5, lowSeen: true }, low, 1],
    ['a token that got the right PIN elsewhere', { wrong: 2, lowSeen: true }, calm, 3],
  ])('of %s', (_, counted, flags, left) => {
    expect(triesLeft(counted, flags, 3)).toBe(left)
  })

  it('begin anew only where the token has shown that its flag can be believed', () => {
    expect(countedWith({ wrong: 2, lowSeen: true }, calm)).toEqual(noTries)
    expect(countedWith({ wrong: 2, lowSeen: false }, calm)).toEqual({ wrong: 2, lowSeen: false })
  })
})

describe('the book of tries', () => {
  it('outlives a restart, and forgets a token whose PIN was right', () => {
    const path = join(temporaryFolder(), 'token-tries.json')
    createTriesBook(path).write('a', { wrong: 2, lowSeen: true })
    createTriesBook(path).write('b', { wrong: 1, lowSeen: false })
    expect(createTriesBook(path).read('a')).toEqual({ wrong: 2, lowSeen: true })
    createTriesBook(path).write('a', noTries)
    expect(createTriesBook(path).read('a')).toEqual(noTries)
    expect(createTriesBook(path).read('b')).toEqual({ wrong: 1, lowSeen: false })
  })

  it('counts on in memory where the file cannot be written, and starts empty from a spoilt one', () => {
    const folder = temporaryFolder()
    const nowhere = createTriesBook(join(folder, 'missing', 'token-tries.json'))
    nowhere.write('a', { wrong: 1, lowSeen: false })
    expect(nowhere.read('a').wrong).toBe(1)
    expect(readdirSync(folder)).toEqual([])
    writeFileSync(join(folder, 'spoilt.json'), '{"a":{"wrong":-1}}')
    expect(createTriesBook(join(folder, 'spoilt.json')).read('a')).toEqual(noTries)
  })
})
