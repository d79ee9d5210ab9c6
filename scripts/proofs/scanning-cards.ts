import type { Random } from './random.ts'

/** A card whose truth is known, so that whatever is made of its text can be held against it. */
export type KnownCard = {
  readonly text: string
  readonly idNumber: string
  readonly fullName: string
  readonly address: string
}

const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Vũ', 'Đinh', 'Lý']
const middles = ['Thị', 'Văn', 'Đức', 'Ngọc', 'Thị Thu', 'Hữu', 'Quốc', 'Thanh', 'Xuân', '']
const givens = ['Hà', 'Bình', 'Dũng', 'Ễn', 'Phương', 'Quỳnh', 'Tuấn', 'Yến', 'Ân', 'Hường', 'Ửng', 'Khuê']
const streets = ['Lê Lợi', 'Trần Phú', 'Thử Nghiệm', 'Hàng Mẫu', 'Nguyễn Ví Dụ', 'Đường số 3']
const places = [
  'Phường Ví Dụ, Thành phố Mẫu',
  'Ví Dụ, Quận Mẫu, TP. Hồ Chí Minh',
  'Thôn Mẫu, Xã Thử, Huyện Ví Dụ, Hà Nội',
]

/** An invented card of 7 or 11 fields. */
export function knownCard(random: Random): KnownCard {
  const one = <Item>(items: readonly Item[]) => items[random.below(items.length)] as Item // below its length
  const digits = (count: number) => Array.from({ length: count }, () => random.below(10)).join('')
  const two = (below: number) => String(1 + random.below(below)).padStart(2, '0')
  const female = random.chance(0.5)
  const year = 1950 + random.below(60)
  const century = (year < 2000 ? 0 : 2) + (female ? 1 : 0)
  const idNumber = `0${one(['01', '79', '48', '39', '92'])}${century}${String(year).slice(2)}${digits(6)}`
  const fullName = [one(families), one(middles), one(givens)].filter(Boolean).join(' ')
  const address = `${1 + random.below(300)}/${1 + random.below(20)} ${one(streets)}, ${one(places)}`
  const old = random.chance(0.5) ? digits(9) : ''
  const fields = [
    idNumber,
    old,
    fullName,
    `${two(28)}${two(12)}${year}`,
    female ? 'Nữ' : 'Nam',
    address,
    `${two(28)}${two(12)}${2021 + random.below(5)}`,
  ]
  const tail = random.chance(0.4) ? '||||' : ''
  return { text: fields.join('|') + tail, idNumber, fullName, address }
}

/** What can become of a text on its way. `cut` tells that part of it is gone, so that it must not be accepted. */
export type Damaged = { readonly text: string; readonly how: string; readonly isCut: boolean }

const dosHigh = new TextDecoder('windows-1252')
const bytesOf = (text: string) => new TextEncoder().encode(text)

function stripped(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D')
}

/** Letters written out as the keys of Telex, as some readers are set to send them. */
function spelledInTelex(text: string): string {
  const marks: Readonly<Record<string, string>> = {
    '\u0300': 'f',
    '\u0301': 's',
    '\u0309': 'r',
    '\u0303': 'x',
    '\u0323': 'j',
    '\u0302': 'e',
    '\u0306': 'w',
    '\u031b': 'w',
  }
  const spelled = text.normalize('NFD').replace(/\p{M}/gu, (mark) => marks[mark] ?? '')
  return spelled.replace(/đ/g, 'dd').replace(/Đ/g, 'DD')
}

/** One of the ways in which readers, keyboards and editors damage a text. */
export function damaged(card: KnownCard, random: Random): Damaged {
  const { text } = card
  const ways: readonly (() => Damaged)[] = [
    () => ({ text, how: 'whole', isCut: false }),
    // Everything from the name on may be missing; the last date must be whole for a card to be whole.
    () => ({
      text: text.replace(/\|+$/, '').slice(0, 14 + random.below(text.replace(/\|+$/, '').length - 14)),
      how: 'cut',
      isCut: true,
    }),
    () => ({ text: text.replace(/[^ -~]/gu, ''), how: 'letters dropped', isCut: false }),
    () => ({ text: text.replace(/[^ -~]/gu, '?'), how: 'question marks', isCut: false }),
    () => ({ text: stripped(text), how: 'marks stripped', isCut: false }),
    () => ({ text: text.replace(/[^\u0020-\u00ff]/gu, ''), how: 'only Latin-1 kept', isCut: false }),
    () => ({ text: text.replace(/[^\u0020-\u00ff]/gu, '?'), how: 'Latin-1, question marks', isCut: false }),
    () => ({ text: spelledInTelex(text), how: 'Telex', isCut: false }),
    () => ({ text: text + text, how: 'doubled', isCut: true }),
    () => ({
      text: Array.from(text, (c) => String.fromCharCode((c.codePointAt(0) ?? 0) % 256)).join(''),
      how: 'modulo 256',
      isCut: false,
    }),
    () => ({ text: dosHigh.decode(bytesOf(text)), how: 'windows-1252', isCut: false }),
    () => ({
      text: dosHigh.decode(bytesOf(text)).replace(/[\u0080-\u009f\u00a0\u00ad]/gu, ''),
      how: 'windows-1252, trimmed',
      isCut: false,
    }),
    () => ({ text: text.normalize('NFD'), how: 'decomposed', isCut: false }),
    () => ({ text: `\ufeff]Q1${text}\r\n`, how: 'surrounded', isCut: false }),
    () => ({ text: text.replace(/\|[^|]*/, ''), how: 'a field gone', isCut: true }),
    () => ({ text: text.replace('|', '||'), how: 'a field more', isCut: true }),
    () => ({ text: `${random.below(10)}${text}`, how: 'a digit more', isCut: true }),
    () => ({ text: text.slice(1), how: 'a digit less', isCut: true }),
  ]
  return (ways[random.below(ways.length)] as () => Damaged)() // below its length
}
