import type { MarketDaysPlan } from '../../../contract/desk/market-days.ts'
import type { CivilDate } from '../../../domain/calendar.ts'
import { figure, showDate } from '../../text/figures.ts'
import { useHouseholdsText } from '../../text/households.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { KeyValueList } from '../../ui/KeyValueList.tsx'
import { Panel } from '../../ui/Panel.tsx'
import styles from './Households.module.css'
import { turnWords, windowWords } from './placeWords.ts'

/** How fair a plan is, in numbers that can be read out at a meeting. */
export function PlanReport({ plan }: { plan: MarketDaysPlan }) {
  const text = useHouseholdsText()
  const { days } = text
  const locale = useLocale()
  const { short } = useText().kit.weekdays
  const count = (number: number) => figure(locale, number)
  const { visits } = plan
  const mean = visits.mean.toLocaleString(locale, { maximumFractionDigits: 2 })
  const item = (key: string, label: string, value: string) => ({ key, label, value })
  return (
    // Scrolled by keyboard too.
    <section className={styles.scroll} aria-label={days.figures} tabIndex={0}>
      <div className={styles.halves}>
        <Panel title={days.figures}>
          <KeyValueList
            items={[
              item('households', days.households, count(plan.households)),
              item('placed', days.placed, count(plan.placed)),
              item('moved', days.moved, count(plan.moved)),
              item('visits', days.visits, days.visitsOf(count(visits.min), count(visits.max), mean)),
              ...(plan.overfull > 0 ? [item('overfull', days.overfull, count(plan.overfull))] : []),
            ]}
          />
        </Panel>
        <Panel title={days.rule}>
          <KeyValueList
            items={[
              item('pack', days.rule, plan.packTitle),
              item('source', days.source, plan.source === 'pack' ? days.byPack : days.byDefault),
              item(
                'turns',
                days.turns,
                [...new Set(plan.turns.map((turn) => turnWords(turn, text, locale, short)))].join('; '),
              ),
              item('windows', days.windows, plan.windows.map((one) => windowWords(one, text)).join('; ')),
            ]}
          />
        </Panel>
      </div>
      {plan.missing.length > 0 && (
        <Panel title={days.missing} mark={<StatusChip tone="warning">{count(missingOf(plan))}</StatusChip>}>
          <KeyValueList
            items={plan.missing.map(({ zone, why, households }, index) =>
              item(String(index), `${zone ?? days.noZone}: ${days.why[why]}`, count(households)),
            )}
          />
        </Panel>
      )}
      <Panel title={days.peaks}>
        <Peaks plan={plan} />
      </Panel>
      <Panel title={days.byGroup}>
        <Groups plan={plan} />
      </Panel>
    </section>
  )
}

function missingOf({ missing }: MarketDaysPlan): number {
  return missing.reduce((sum, { households }) => sum + households, 0)
}

function Peaks({ plan: { peaks } }: { plan: MarketDaysPlan }) {
  const text = useHouseholdsText()
  const { days } = text
  const locale = useLocale()
  return (
    <table className={styles.loads}>
      <thead>
        <tr>
          <th scope="col">{days.market}</th>
          <th scope="col">{days.window}</th>
          <th scope="col">{days.load}</th>
          <th scope="col">{days.on}</th>
        </tr>
      </thead>
      <tbody>
        {peaks.map(({ market, window, households, capacity, on }, index) => (
          <tr key={index}>
            <td>{market ?? text.anyMarket}</td>
            <td>{windowWords(window, text)}</td>
            <td className={styles.figures}>
              {figure(locale, households)} / {figure(locale, capacity)}
            </td>
            <td>{on && showDate(on as CivilDate)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How many households of each residential group have a place, and how many are left without. */
function Groups({ plan: { groups } }: { plan: MarketDaysPlan }) {
  const text = useHouseholdsText()
  const { days } = text
  const locale = useLocale()
  return (
    <table className={styles.loads}>
      <thead>
        <tr>
          <th scope="col">{text.group}</th>
          <th scope="col">{days.households}</th>
          <th scope="col">{days.placed}</th>
          <th scope="col">{days.missing}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ group, households, placed }) => (
          <tr key={group}>
            <td>{group}</td>
            <td className={styles.figures}>{figure(locale, households)}</td>
            <td className={styles.figures}>{figure(locale, placed)}</td>
            <td className={styles.figures}>{placed < households && figure(locale, households - placed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
