import { dateAt, dayNumber } from '../domain/calendar.ts'
import type { PaperContent } from '../domain/signed-paper.ts'
import { issueToken, parse, spellToken } from '../office/token/token.ts'
import { trainingIssuer } from '../office/token/training-issuer.ts'

/** A paper to put under the simulated reader, made when it is asked for: its days are always this week's. */
export type TrainingPaper = {
  readonly id: string
  readonly label: string
  /** The text of its code at an instant, milliseconds. */
  readonly textAt: (now: number) => string
}

/** Papers a gate meets, signed with the published training key: they verify as training sheets and never as valid. */
export const samplePapers: readonly TrainingPaper[] = [
  {
    id: 'paper-permit',
    label: 'Giấy đi đường – Đặng Thị Ngọc Dung',
    textAt: (now) => signed(permitOn(now), now),
  },
  {
    id: 'paper-market-card',
    label: 'Thẻ đi chợ – Huỳnh Trọng Phúc',
    textAt: (now) => signed(marketCardOn(now), now),
  },
  {
    id: 'paper-forged',
    label: 'Giấy đi đường bị sửa – chữ ký sai',
    textAt: (now) => altered(signed(permitOn(now), now)),
  },
]

/** Holders are those of the sample cards, so that card and paper can be compared. */
function permitOn(now: number): PaperContent {
  return {
    ...commonOn(now, 0),
    kind: 'permit',
    number: 'MẪU01/GĐĐ-UBND',
    name: 'Đặng Thị Ngọc Dung',
    last4: '4821',
    category: 4,
    plate: '29C12345',
    text: 'Ngõ 15 – Bệnh viện Mẫu và về',
  }
}

function marketCardOn(now: number): PaperContent {
  return {
    ...commonOn(now, 1),
    kind: 'market-card',
    number: 'MẪU02/TĐC-UBND',
    name: 'Huỳnh Trọng Phúc',
    last4: '1357',
    household: 'Tổ 3, hộ 12',
    visits: [2, 7],
    text: 'Chợ Mẫu',
  }
}

function commonOn(now: number, index: number) {
  const today = dayNumber(dateAt(now))
  return {
    pack: 'vidu-01',
    packVersion: 1,
    series: 1,
    index,
    firstDay: today,
    lastDay: today + 6,
    training: true as const,
  }
}

function signed(content: PaperContent, now: number): string {
  return issueToken(content, Math.floor(now / 1000), trainingIssuer.key, 'base45').text
}

/** The same paper with one bit of its signature changed. */
function altered(text: string): string {
  const read = parse(text)
  if (!read.readable) throw new Error('a sample paper is readable')
  const bytes = Uint8Array.from(read.bytes)
  const signature = bytes.length - 64
  bytes[signature] = (bytes[signature] ?? 0) ^ 1
  return spellToken(bytes, 'base45')
}
