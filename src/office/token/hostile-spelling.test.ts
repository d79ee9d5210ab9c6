import { describe, expect, it } from 'vitest'
import { judge } from './judge.ts'
import { clock, issuedAt, listsWith, permit, place, wardKey } from './testing/example-city.ts'
import { issueToken, parse } from './token.ts'

const lists = listsWith()
const genuine = issueToken(permit, issuedAt, wardKey, 'base45')

describe('other spellings of a good token', () => {
  const digits = issueToken(permit, issuedAt, wardKey, 'numeric').text
  const answerTo = (text: string) => judge(parse(text), clock, place, lists)

  it.each([
    ['lower case', genuine.text.toLowerCase(), 'not-a-permit'],
    ['lower case behind the prefix', `VP1:${genuine.text.slice(4).toLowerCase()}`, 'damaged'],
    ['a group above 65535', genuine.text.replace(/^VP1:.../, 'VP1::::'), 'damaged'],
    ['one character more', `${genuine.text}0`, 'damaged'],
    ['a last group above 255', `${genuine.text.slice(0, 4)}::`, 'damaged'],
    ['a blank before it', ` ${genuine.text}`, 'not-a-permit'],
    ['a blank after it', `${genuine.text} `, 'damaged'],
    ['a web address around it', `https://vidu.example/${genuine.text}`, 'not-a-permit'],
    ['letters of full width', genuine.text.replace('VP1', 'ＶＰ１'), 'not-a-permit'],
    ['digits: a group at 256^7', `7100260172057594037927936${digits.slice(25)}`, 'damaged'],
    ['digits: one digit more', `${digits}0`, 'damaged'],
    ['digits: a sign', `71002601+${digits.slice(9)}`, 'not-a-permit'],
    ['digits: of another script', digits.replace(/0/g, '٠'), 'not-a-permit'],
    ['digits: exponents', digits.replace(/.$/, 'e'), 'damaged'],
  ])('%s is %s', (name, text, reason) => {
    expect({ name, reason: answerTo(text).reason }).toEqual({ name, reason })
  })

  it('the two forms are the same paper', () => {
    expect(answerTo(digits)).toEqual(answerTo(genuine.text))
    expect(answerTo(genuine.text).answer).toBe('valid')
  })
})
