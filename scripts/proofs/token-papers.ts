import type { PaperContent, PaperKind } from '../../src/domain/signed-paper.ts'
import { day, issuedAt, wardKey } from '../../src/office/token/testing/example-city.ts'
import { issueToken } from '../../src/office/token/token.ts'
import type { TokenForm } from '../../src/office/token/types.ts'
import { type Random, seededRandom } from './random.ts'

/** A token of an invented paper. */
export type Paper = { readonly content: PaperContent; readonly bytes: Uint8Array; readonly text: string }

const syllables =
  'Nguyễn Thị Ánh Nguyệt Lê Văn An Trần Đức Quỳnh Hữu Ngưỡng Phượng Khuê Tạ Ơn Vũ Ích Huỳnh Thuỷ Uyên Đặng Bảo'.split(
    ' ',
  )
const places =
  'Phố Thử Nghiệm – đường Giả Định – phố Minh Họa – Bệnh viện Mẫu – chợ Ví Dụ – ngõ 34 và ngược lại'

/** Signs the invented paper of this number: every kind, from the smallest to what just fits the symbol. */
export function paper(number: number, form: TokenForm = 'base45'): Paper {
  const content = contentOf(number)
  return { content, ...issueToken(content, issuedAt, wardKey, form) }
}

/** Papers in turn: small permit, market card, typical permit, organisation, long permit. */
function contentOf(number: number): PaperContent {
  const random = seededRandom(number + 1)
  const base = {
    number: `${1 + random.below(99_999)}/${pick(random, ['GĐĐ-UBND', 'GĐĐ', 'TĐC-UBND'])}`,
    pack: pick(random, ['vidu-01', 'mau-2', 'thu-nghiem-03']),
    packVersion: 1 + random.below(40),
    series: 1 + random.below(60),
    index: random.below(20_000),
    firstDay: day('2026-11-23'),
    lastDay: day('2026-11-24') + random.below(40),
    name: nameOf(random),
  }
  const last4 = String(random.below(10_000)).padStart(4, '0')
  return pickAt(makers, number)(base, last4, random)
}

type Base = Omit<PaperContent, 'kind'>
type Maker = (base: Base, last4: string, random: Random) => PaperContent
const of = (kind: PaperKind, base: Base, more: Partial<PaperContent>): PaperContent => ({
  ...base,
  kind,
  ...more,
})

const smallPermit: Maker = (base, last4, random) =>
  of('permit', base, { last4, category: 1 + random.below(30) })

const marketCard: Maker = (base, last4, random) =>
  of('market-card', base, {
    last4,
    windows: [360 + random.below(60), 660],
    places: [39901, 'CHO-MAU'],
    household: `Tổ ${1 + random.below(40)}, hộ ${1 + random.below(300)}`,
    parity: random.chance(0.5) ? 1 : 2,
    visits: [1 + random.below(3), 7],
  })

const typicalPermit: Maker = (base, last4, random) =>
  of('permit', base, {
    last4,
    category: 1 + random.below(30),
    weekdays: 31,
    windows: [360, 480, 1020, 1140],
    places: [39901, 'Z1'],
    text: 'Ví Dụ – chợ Mẫu',
    plate: `29C${10_000 + random.below(90_000)}`,
  })

const organisation: Maker = (base, _last4, random) =>
  of('organisation', base, {
    text: places.slice(0, 20 + random.below(20)).trim(),
    taxCode: String(1_000_000_000 + random.below(999_999_999)),
    headcount: 1 + random.below(900),
  })

/** A little over 380 bytes: correction M, the largest symbol that is printed. */
const longPermit: Maker = (base, last4, random) =>
  of('permit', base, {
    name: `${nameOf(random)} ${nameOf(random)}`.slice(0, 34).trim(),
    last4,
    category: 7,
    weekdays: 63,
    windows: [300, 420, 660, 780, 1020, 1140],
    places: [39901, 39902, 'Z1'],
    text: places.slice(0, 74 + random.below(12)).trim(),
    plate: '29AB12345',
    organisation: 'DN-0231',
  })

const makers: readonly Maker[] = [smallPermit, marketCard, typicalPermit, organisation, longPermit]

function nameOf(random: Random): string {
  return Array.from({ length: 2 + random.below(3) }, () => pick(random, syllables)).join(' ')
}

function pick<Item>(random: Random, list: readonly Item[]): Item {
  return pickAt(list, random.below(list.length))
}

function pickAt<Item>(list: readonly Item[], at: number): Item {
  // Never outside a list that is not empty.
  return list[at % list.length] as Item
}
