import type { Judgement } from '../../src/domain/verdict.ts'
import { judge } from '../../src/office/token/judge.ts'
import { clock, listsWith, place } from '../../src/office/token/testing/example-city.ts'
import { parse, spellToken } from '../../src/office/token/token.ts'
import type { Parsed } from '../../src/office/token/types.ts'
import { type Paper, paper } from './token-papers.ts'

/** Which papers are changed: `count` of them from number `first`. */
export type ChangesRun = { readonly work: 'changes'; readonly first: number; readonly count: number }

export type ChangesResult = {
  readonly papers: number
  readonly bits: number
  readonly characters: number
  readonly digits: number
  /** Changes whose words were believed. */
  readonly accepted: number
  /** The same changes believed by a reader that checks everything but the signature. */
  readonly acceptedUnsigned: number
  readonly forged: number
  readonly firstProblem: string | null
}

const lists = listsWith()
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/**
 * Changes every bit of every paper, every character of its base45 text to each of the 44 others, and every digit of
 * its numeric text to another one. All must be refused.
 */
export function changesRun({ first, count }: ChangesRun): ChangesResult {
  const tally = { bits: 0, characters: 0, digits: 0, accepted: 0, acceptedUnsigned: 0, forged: 0 }
  let firstProblem: string | null = null
  const tryOne = (kind: 'bits' | 'characters' | 'digits', text: string, where: string) => {
    tally[kind]++
    const parsed = parse(text)
    const judgement = judge(parsed, clock, place, lists)
    if (isAcceptedUnsigned(parsed)) tally.acceptedUnsigned++
    if (judgement.answer === 'forged') tally.forged++
    if (!isAccepted(judgement)) return
    tally.accepted++
    firstProblem ??= `${judgement.answer}: ${where}`
  }
  for (let number = first; number < first + count; number++) {
    const one = paper(number)
    if (!isAccepted(judge(parse(one.text), clock, place, lists)))
      firstProblem ??= `paper ${number} is not good`
    for (const [bit, text] of bitChanges(one)) tryOne('bits', text, `paper ${number}, bit ${bit}`)
    for (const [at, text] of characterChanges(one.text))
      tryOne('characters', text, `paper ${number}, character ${at}`)
    for (const [at, text] of digitChanges(spellToken(one.bytes, 'numeric')))
      tryOne('digits', text, `paper ${number}, digit ${at}`)
  }
  return { papers: count, ...tally, firstProblem }
}

/** Whether the words of a judged text were believed: shown beside an answer. */
export function isAccepted({ paper: shown }: Judgement): boolean {
  return shown !== null
}

/** What a verifier without the signature check would believe: a readable token of a key that is listed. */
export function isAcceptedUnsigned(parsed: Parsed): boolean {
  return parsed.readable && (lists.trust?.byKid.has(parsed.kid) ?? false)
}

function* bitChanges({ bytes }: Paper): Generator<[number, string]> {
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Uint8Array.from(bytes)
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    yield [bit, spellToken(changed, 'base45')]
  }
}

function* characterChanges(text: string): Generator<[number, string]> {
  for (let at = 0; at < text.length; at++) {
    const [before, after] = [text.slice(0, at), text.slice(at + 1)]
    for (const other of alphabet) if (other !== text[at]) yield [at, before + other + after]
  }
}

/** The other digit moves on with the place, so that all pairs come. */
function* digitChanges(text: string): Generator<[number, string]> {
  for (let at = 0; at < text.length; at++) {
    const other = (Number(text[at]) + 1 + (at % 9)) % 10
    yield [at, text.slice(0, at) + String(other) + text.slice(at + 1)]
  }
}
