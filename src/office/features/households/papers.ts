import type { MarketDaysPlan } from '../../../contract/desk/market-days.ts'
import { dayText } from '../../../contract/policy/words.ts'
import type { Desk } from '../../desk.ts'
import { bold, gap, paragraph } from '../../sheets/blocks.ts'
import type { Block, Layout } from '../../sheets/sheet.ts'
import { counterPaper } from '../reports/counter-paper.ts'
import type { Card } from './card-list.ts'

/** The report of fairness, as it is put up beside the roster: counts alone, nobody is named. */
export function fairnessPaper(desk: Desk, user: string, plan: MarketDaysPlan): Layout {
  const cover = {
    title: 'Phương án chia ngày, khung giờ đi chợ',
    about: plan.source === 'pack' ? plan.packTitle : `${plan.packTitle} – theo quy tắc mặc định của phần mềm`,
    period: plan,
    way: 'upright',
  } as const
  const { visits } = plan
  return counterPaper(desk, user, cover, [
    ...table(
      'Tổng hợp',
      ['Nội dung', 'Số lượng'],
      [
        ['Hộ trong sổ', `${plan.households}`],
        ['Hộ có ngày đi chợ', `${plan.placed}`],
        ['Hộ có thay đổi trong lần này', `${plan.moved}`],
        ['Số lượt mỗi hộ trong kỳ (ít nhất – nhiều nhất)', `${visits.min} – ${visits.max}`],
        ['Số lượt trung bình', visits.mean.toLocaleString('vi-VN', { maximumFractionDigits: 2 })],
      ],
    ),
    ...table(
      'Lúc đông nhất, theo chợ và khung giờ',
      ['Chợ, khung giờ', 'Số hộ / sức chứa'],
      plan.peaks.map(({ market, window, households, capacity, on }) => [
        `${market ?? everyMarketName}, ${windowText(window)}${on ? ` (ngày ${dayText(on)})` : ''}`,
        `${households} / ${capacity}`,
      ]),
    ),
    ...(plan.missing.length === 0
      ? []
      : table(
          'Hộ chưa có ngày đi chợ',
          ['Vùng, lý do', 'Số hộ'],
          plan.missing.map(({ zone, why, households }) => [
            `${zone ?? 'Không ghi vùng'}: ${wantWords[why]}`,
            `${households}`,
          ]),
        )),
    ...table(
      'Theo tổ dân phố',
      ['Tổ dân phố', 'Có ngày / số hộ (còn thiếu)'],
      plan.groups.map(({ group, households, placed }) => [
        group,
        `${placed} / ${households}${placed < households ? ` (thiếu ${households - placed})` : ''}`,
      ]),
    ),
  ])
}

const everyMarketName = 'Mọi chợ trên địa bàn phường'
const wantWords = {
  'no-market': 'không có chợ nào phục vụ vùng này',
  'no-turn-for-digit': 'số của hộ không thuộc lượt nào',
  'no-day': 'lượt không có ngày nào trong kỳ',
  'no-room': 'các chợ đã hết chỗ',
} as const

function table(title: string, [first, second]: [string, string], rows: readonly [string, string][]): Block[] {
  return [
    paragraph([bold(title)], { align: 'left' }),
    {
      kind: 'table',
      size: 10.5,
      columns: [
        { title: first, width: 125, align: 'left' },
        { title: second, width: 40, align: 'right' },
      ],
      rows,
    },
    gap(3),
  ]
}

/** Minutes of a day as people read them, e.g. `06:00–07:30`. */
function windowText([from, to]: readonly [number, number]): string {
  const time = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return `${time(from)}–${time(to)}`
}

/**
 * The delivery list (*danh sách giao thẻ*): by group and stairwell, a line for each card with room to sign. Cards that
 * are not sealed are left out.
 */
export function deliveryListPaper(
  desk: Desk,
  user: string,
  about: string,
  period: { readonly firstDay: string; readonly lastDay: string },
  cards: readonly Card[],
): Layout {
  const places = new Map<string, Card[]>()
  for (const card of cards) {
    const name = card.stairwell === null ? card.group : `${card.group}, ${card.stairwell}`
    places.set(name, [...(places.get(name) ?? []), card])
  }
  const cover = { title: 'Danh sách giao thẻ đi chợ', about, period, way: 'across' } as const
  return counterPaper(
    desk,
    user,
    cover,
    [...places].flatMap(([name, own]) => [
      paragraph([bold(`${name} (${own.length} thẻ)`)], { align: 'left' }),
      deliveryTable(own),
      gap(4),
    ]),
  )
}

function deliveryTable(cards: readonly Card[]): Block {
  return {
    kind: 'table',
    size: 9.5,
    columns: [
      { title: 'TT', width: 11, align: 'center' },
      { title: 'Số hộ', width: 16, align: 'center' },
      { title: 'Chủ hộ', width: 48, align: 'left' },
      { title: 'Địa chỉ', width: 72, align: 'left' },
      { title: 'Người đi chợ', width: 46, align: 'left' },
      { title: 'Số thẻ', width: 40, align: 'left' },
      { title: 'Ký nhận', width: 40, align: 'left' },
    ],
    rows: cards.map((card, index) => [
      `${index + 1}`,
      `${card.number}`,
      card.head,
      card.address,
      card.shopper,
      card.permitNumber ?? '',
      '',
    ]),
  }
}
