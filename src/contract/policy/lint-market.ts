import { type Finding, finding } from './finding.ts'
import type { RulePack } from './pack.ts'

/** What is wrong with the market-day rule of a pack: places nobody declared, and what no card could say. */
export function marketFindings(pack: RulePack): Finding[] {
  const { marketDays: rule } = pack
  if (!rule) return []
  const [from, to] = pack.validity.hours ?? [0, 1440]
  return [
    ...cardFindings(pack),
    ...rule.markets.flatMap(({ code, zones }, at) => [
      ...(pack.places.some((place) => place.code === code && place.kind === 'market')
        ? []
        : [
            finding(
              ['marketDays', 'markets', at, 'code'],
              `Chợ “${code}” không có trong danh sách nơi đến (loại chợ).`,
              `The market “${code}” is not among the places of kind market.`,
            ),
          ]),
      ...(zones === 'all' ? [] : zones).flatMap((zone, which) =>
        pack.zones.some((one) => one.code === zone)
          ? []
          : [
              finding(
                ['marketDays', 'markets', at, 'zones', which],
                `Vùng “${zone}” không có trong bộ quy tắc.`,
                `The pack has no zone “${zone}”.`,
              ),
            ],
      ),
    ]),
    ...rule.slots.flatMap(([begin, end], at) =>
      begin >= from && end <= to
        ? []
        : [
            finding(
              ['marketDays', 'slots', at],
              'Khung giờ đi chợ nằm ngoài giờ được ghi trên giấy (validity.hours).',
              'The time slot lies outside the hours a paper may name (validity.hours).',
            ),
          ],
    ),
  ]
}

function cardFindings({ procedures, marketDays: rule }: RulePack): Finding[] {
  const findings: Finding[] = []
  if (!procedures.some(({ record }) => record === 'market-card'))
    findings.push(
      finding(
        ['marketDays'],
        'Có quy tắc chia ngày đi chợ nhưng không có thủ tục thẻ đi chợ.',
        'There is a rule of market days but no procedure for market cards.',
      ),
    )
  if (rule?.days.kind === 'odd-even' && rule.openToAll.length > 0)
    findings.push(
      finding(
        ['marketDays', 'openToAll'],
        'Thẻ ghi ngày lẻ hoặc ngày chẵn không ghi được ngày chung cho mọi hộ.',
        'A card for odd or even days cannot name days that are open to all.',
      ),
    )
  const cards = procedures.filter(({ record }) => record === 'market-card')
  if (rule?.visits && !cards.every(({ fields }) => fields.some(({ id }) => id === 'visits')))
    findings.push(
      finding(
        ['marketDays', 'visits'],
        'Quy tắc giới hạn số lượt nhưng thẻ đi chợ không có ô “visits” và “visits-days”, nên mã trên thẻ không ghi được.',
        'The rule limits visits, but the market card has no fields “visits” and “visits-days”, so its code cannot say so.',
      ),
    )
  return findings
}
