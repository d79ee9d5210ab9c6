import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PaperContent } from '../../domain/signed-paper.ts'
import { judge } from './judge.ts'
import { bodyOf } from './body.ts'
import { seal, sealedLength } from './cose.ts'
import { normaliseContent } from './normalise.ts'
import { issueToken, mayPrint, parse, spellToken, TokenRefused } from './token.ts'
import type { TokenForm, TokenRefusal } from './types.ts'
import { clock, day, issuedAt, listsWith, permit, place, wardKey } from './testing/example-city.ts'

const syllables = fc.constantFrom(
  'Nguyễn',
  'Trần',
  'Thị',
  'Ánh',
  'Đặng',
  'Ễ',
  'Hoà',
  'Lê',
  'An',
  'Y',
  'Bích',
  'Trâm',
)
const words = (most: number) =>
  fc.array(syllables, { minLength: 1, maxLength: most }).map((list) => list.join(' '))
const windows = fc.constantFrom(
  [360, 480],
  [1320, 300],
  [0, 1],
  [360, 480, 1020, 1140],
  [1, 2, 3, 4, 5, 6, 7, 1440],
)

const common = {
  number: fc.stringMatching(/^[0-9A-ZĐ/-]{1,32}$/),
  pack: fc.stringMatching(/^[a-z0-9-]{1,16}$/),
  packVersion: fc.integer({ min: 1, max: 65_535 }),
  series: fc.integer({ min: 1, max: 65_535 }),
  index: fc.integer({ min: 0, max: 16_777_215 }),
  firstDay: fc.constant(20_780),
  lastDay: fc.integer({ min: 20_780, max: 21_180 }),
  name: words(7),
}
const optional = {
  weekdays: fc.integer({ min: 1, max: 126 }),
  windows,
  places: fc.uniqueArray(
    fc.oneof(fc.integer({ min: 1, max: 99_999 }), fc.stringMatching(/^[A-Z0-9-]{1,8}$/)),
    {
      minLength: 1,
      maxLength: 12,
    },
  ),
  text: words(12),
  training: fc.constant(true as const),
}
/** Leaves out each of the optional members at random. */
const paper = <Members extends object>(
  must: { [Key in keyof Members]: fc.Arbitrary<Members[Key]> },
  may: object,
) =>
  fc
    .tuple(fc.record(must), fc.record({ ...optional, ...may }, { requiredKeys: [] }))
    .map(([a, b]) => ({ ...b, ...a }))

const last4 = fc.stringMatching(/^[0-9A-Z]{4}$/)
const category = fc.integer({ min: 1, max: 31 })
const papers: fc.Arbitrary<PaperContent> = fc.oneof(
  paper(
    { ...common, kind: fc.constant('permit' as const), last4, category },
    { plate: fc.stringMatching(/^[A-ZĐ0-9]{4,12}$/), organisation: words(5) },
  ),
  paper(
    { ...common, kind: fc.constant('market-card' as const) },
    {
      last4,
      household: words(4),
      parity: fc.constantFrom(1 as const, 2 as const),
      visits: fc.tuple(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 31 })),
    },
  ),
  paper(
    { ...common, kind: fc.constant('organisation' as const) },
    {
      category,
      taxCode: fc.stringMatching(/^\d{10}(-\d{3})?$/),
      headcount: fc.integer({ min: 1, max: 65_535 }),
    },
  ),
)

/** What issuing was refused for. */
function refusalOf(content: PaperContent, form: TokenForm = 'base45'): TokenRefusal {
  try {
    issueToken(content, issuedAt, wardKey, form)
  } catch (error) {
    if (error instanceof TokenRefused) return error.refusal
    throw error
  }
  throw new Error('was issued')
}

describe('issuing', () => {
  it('signs words that are read back the same, in both forms, or says they are too long', () => {
    const lists = listsWith()
    fc.assert(
      fc.property(papers, fc.constantFrom<TokenForm>('base45', 'numeric'), (content, form) => {
        let text: string
        try {
          text = issueToken(content, issuedAt, wardKey, form).text
        } catch (error) {
          expect(error).toMatchObject({ refusal: { reason: 'too-long' } })
          return
        }
        const parsed = parse(text)
        expect(parsed).toMatchObject({ readable: true, form, issuedAt, kid: wardKey.kid, content })
        expect(judge(parsed, clock, place, lists).paper?.content).toEqual(content)
      }),
      { numRuns: 1000 },
    )
  })

  it('says how long a token will be without signing it, whoever signs and when', () => {
    fc.assert(
      fc.property(papers, fc.integer({ min: 1_577_836_800, max: 2 ** 32 - 1 }), (content, at) => {
        const body = bodyOf(normaliseContent(content))
        expect(sealedLength(body)).toBe(seal(body, at, wardKey).length)
      }),
      { numRuns: 1000 },
    )
    const refused = new Map([[11, 'Phố Mẫu '.repeat(100)]])
    expect(sealedLength(refused)).toBe(seal(refused, issuedAt, wardKey).length)
    expect(sealedLength(new Map())).toBe(seal(new Map(), issuedAt, wardKey).length)
  })

  it('gives both forms of the same bytes', () => {
    const { bytes } = issueToken(permit, issuedAt, wardKey, 'base45')
    expect(issueToken(permit, issuedAt, wardKey, 'numeric').bytes).toEqual(bytes)
    expect(spellToken(bytes, 'base45')).toMatch(/^VP1:[0-9A-Z $%*+\-./:]+$/)
    expect(spellToken(bytes, 'numeric')).toMatch(/^71002601\d+$/)
  })

  it('brings typed texts to NFC with single blanks and without invisible characters', () => {
    const typed = { ...permit, name: '  Lê\u00a0 Văn\u200b\tAn '.normalize('NFD'), text: 'chợ \u00ad Mẫu' }
    const parsed = parse(issueToken(typed, issuedAt, wardKey, 'base45').text)
    expect(parsed).toMatchObject({ content: { name: 'Lê Văn An', text: 'chợ Mẫu' } })
  })

  it('drops an optional text of which nothing is left', () => {
    expect(normaliseContent({ ...permit, text: ' \u200b ' })).not.toHaveProperty('text')
  })

  it('cuts a name over 64 characters to 63 and an ellipsis', () => {
    const name = 'Công Tằng Tôn Nữ '.repeat(5).trim()
    const parsed = parse(issueToken({ ...permit, name }, issuedAt, wardKey, 'base45').text)
    const shown = parsed.readable ? parsed.content.name : ''
    expect(Array.from(shown)).toHaveLength(64)
    expect(shown).toBe(`${Array.from(name).slice(0, 63).join('')}…`)
  })

  it.each([
    ['name', { name: '   ' }],
    ['last4', { last4: '04567' }],
    ['category', { category: 32 }],
    ['lastDay', { lastDay: day('2028-01-01') }],
    ['lastDay', { lastDay: day('2026-11-22') }],
    ['weekdays', { weekdays: 127 }],
    ['windows', { windows: [0, 1440] }],
    ['windows', { windows: [600, 700, 500, 550] }],
    ['places', { places: [39901, 39901] }],
    ['places', { places: [] }],
    ['pack', { pack: 'Ví Dụ' }],
    ['plate', { plate: '29c12345' }],
    ['parity', { parity: 1 as const }],
    ['number', { number: '\ud800' }],
  ])('refuses a wrong %s and names it', (field, changes) => {
    expect(refusalOf({ ...permit, ...changes })).toEqual({ reason: 'field', field })
  })

  it.each(['base45', 'numeric'] as const)(
    'refuses words that do not fit the %s symbol, with the characters too many',
    (form) => {
      const text =
        'Phố Mẫu Một → chợ Thử → Bệnh viện Ví Dụ, về theo đường Thử Nghiệm, phường Ví Dụ, thành phố Mẫu'
      const name = 'Công Tằng Tôn Nữ Nguyễn Phước Hoàng Thị Ngọc Bích Trâm Anh Ánh'
      const long = { ...permit, name, text, organisation: 'Công ty TNHH Thử Nghiệm Ví Dụ – Chi nhánh Mẫu' }
      const refusal = refusalOf(long, form)
      if (refusal.reason !== 'too-long') throw new Error('another refusal')
      expect(refusal.limit).toBe(form === 'base45' ? 397 : 404)
      expect(refusal.bytes).toBeGreaterThan(refusal.limit)
      const cut = Array.from(text).slice(0, -refusal.tooManyCharacters).join('')
      expect(issueToken({ ...long, text: cut }, issuedAt, wardKey, form).bytes.length).toBeLessThanOrEqual(
        refusal.limit,
      )
    },
  )

  it('refuses a time of signing before 2020', () => {
    expect(() => issueToken(permit, 1_577_836_799, wardKey, 'base45')).toThrow(RangeError)
  })
})

/** Why a scanned text is no token; null when it is one. */
function unreadable(scanned: string): string | null {
  const parsed = parse(scanned)
  return parsed.readable ? null : parsed.reason
}

describe('the text of a scan', () => {
  const { text } = issueToken(permit, issuedAt, wardKey, 'base45')

  it.each(['\r', '\n', '\r\n', '\t', '\r\n\t'])('is read with the reader suffix %j', (suffix) => {
    expect(parse(text + suffix)).toEqual(parse(text))
  })

  it.each([
    ['', 'not-a-permit'],
    ['https://vi-du.invalid/VP1:', 'not-a-permit'],
    ['vp1:ABC', 'not-a-permit'],
    [' VP1:ABC', 'not-a-permit'],
    ['079185000123|012345678|Trần Thị Thu Hà', 'not-a-permit'],
    ['710026011234', 'not-a-permit'],
    [`71002601${'0'.repeat(98)}`, 'not-a-permit'],
    [`71002602${'0'.repeat(99)}`, 'newer-version'],
    ['VP2:', 'newer-version'],
    ['VP10:ABC', 'newer-version'],
    ['VP1:', 'cbor'],
    ['VP1:abc', 'damaged'],
    [`71002601${'9'.repeat(119)}`, 'damaged'],
    [`71002601${'0'.repeat(110)}x`, 'damaged'],
    [`VP1:${'0'.repeat(1500)}`, 'size'],
    [`VP1:${'0'.repeat(903)}`, 'size'],
    [`71002601${'0'.repeat(17 * 86)}`, 'size'],
  ])('%j is unreadable', (scanned, reason) => {
    expect(unreadable(scanned)).toBe(reason)
  })

  it('of many megabytes with line ends in the middle is answered at once', () => {
    expect(unreadable(`${'\r\n'.repeat(2_000_000)}x`)).toBe('not-a-permit')
  })
})

describe('the self-check before printing', () => {
  it('lets a paper that does not hold yet, here or now be printed, but nothing else', () => {
    expect(mayPrint('valid', false)).toBe(true)
    expect(mayPrint('not-yet', false)).toBe(true)
    expect(mayPrint('wrong-place', false)).toBe(true)
    expect(mayPrint('training', false)).toBe(false)
    expect(mayPrint('expired', false)).toBe(false)
    expect(mayPrint('unknown-issuer', false)).toBe(false)
  })

  it('lets only training sheets be printed in the training office', () => {
    expect(mayPrint('training', true)).toBe(true)
    expect(mayPrint('valid', true)).toBe(false)
  })
})
