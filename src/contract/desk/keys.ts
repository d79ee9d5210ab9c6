import { z } from 'zod'
import { civilDateText, kid } from '../events/parts.ts'
import { route } from '../route.ts'

const keyHolders = ['administrator', 'ward-police'] as const

const issuingKey = z.object({
  kid,
  user: z.string(),
  who: z.string(),
  /** Eight digits, read out to the city over the telephone. */
  fingerprint: z.string(),
  /** Where the private half is: under the person's PIN, in a key token, or destroyed. */
  place: z.enum(['pin', 'token', 'destroyed']),
  state: z.enum(['current', 'next', 'ended']),
  ended: z.enum(['replaced', 'retired', 'compromised']).nullable(),
  madeAt: z.string(),
  endedAt: z.string().nullable(),
  /** The city has the request. */
  requested: z.boolean(),
  /** What the city's list says. */
  listed: z.enum(['no', 'yes', 'retired', 'compromised']),
  firstDay: civilDateText.nullable(),
  lastDay: civilDateText.nullable(),
  /** Days to its last day; negative when that is over, null while it is not listed. */
  daysLeft: z.int().nullable(),
  series: z.int(),
  papers: z.int(),
})
export type IssuingKeyFacts = z.infer<typeof issuingKey>

const list = z.object({
  seq: z.int(),
  issuedAt: z.string(),
  ageHours: z.int(),
  /** Past its time: a newer one is due. */
  stale: z.boolean(),
  entries: z.int(),
})

export const readKeys = route({
  method: 'get',
  path: '/api/keys',
  summary:
    'Issuing keys with the digits to read to the city; the lists this PC judges by. Ward police see their own keys',
  for: keyHolders,
  answer: z.object({
    keys: z.array(issuingKey),
    trust: list.nullable(),
    revocations: list.nullable(),
  }),
})
export type KeysState = z.infer<typeof readKeys.answer>

export const withdrawKey = route({
  method: 'post',
  path: '/api/keys/{kid}/withdraw',
  summary:
    'A key is lost or no longer used: destroyed here, told to the city. Compromised: its papers are revoked',
  for: keyHolders,
  params: z.object({ kid }),
  body: z.object({ actId: z.uuid(), reason: z.enum(['retired', 'compromised']), since: civilDateText }),
  answer: z.object({}),
})

export const makeTokenKey = route({
  method: 'post',
  path: '/api/keys/token',
  summary:
    'Make one’s sealing key inside a signing token that can Ed25519, by the module that is pinned; the token’s PIN seals from then on',
  for: ['ward-police'],
  body: z.object({
    password: z.string().max(200),
    pin: z.string().min(1).max(64),
  }),
  answer: z.object({}),
})

export const beginSeries = route({
  method: 'post',
  path: '/api/keys/series',
  summary:
    'The next papers of the signed-in person count in a new series: a batch that may have to be withdrawn as one',
  for: ['ward-police'],
  answer: z.object({ series: z.int() }),
})

const refusal = z.string().max(40).nullable()

export const takeList = route({
  method: 'post',
  path: '/api/keys/lists',
  summary: 'A trust list or revocation list from a file (USB); one that is refused changes nothing',
  for: keyHolders,
  body: 'bytes',
  answer: z.object({ list: z.enum(['trust', 'revocations']), refusal }),
})

export const readLists = route({
  method: 'get',
  path: '/api/keys/lists',
  summary: 'The lists this PC judges by, base64, to be carried to a PC or a checkpoint without a network',
  for: keyHolders,
  answer: z.object({ trust: z.string().nullable(), revocations: z.string().nullable() }),
})

export const readListCodes = route({
  method: 'get',
  path: '/api/keys/lists/{list}/codes',
  summary: 'A list as a sequence of QR texts, shown one after the other',
  for: keyHolders,
  params: z.object({ list: z.enum(['trust', 'revocations']) }),
  /** Rows of the symbol: `1` for dark, `0` for light, without border. */
  answer: z.object({ codes: z.array(z.object({ text: z.string(), rows: z.array(z.string()) })) }),
})

export const takeListCode = route({
  method: 'post',
  path: '/api/keys/lists/codes',
  summary: 'One scanned QR of a list; the last one that was missing offers the whole list',
  for: keyHolders,
  body: z.object({ text: z.string().min(1).max(3_000) }),
  answer: z.object({
    have: z.int(),
    of: z.int(),
    /** Set once the list is whole. */
    list: z.enum(['trust', 'revocations']).nullable(),
    refusal,
  }),
})
