import type { Hono } from 'hono'
import { addDays, type CivilDate, civilDate, dateAt, dayNumber } from '../../domain/calendar.ts'
import { answer, type Console, signedIn } from './door.ts'
import { type Asked, numbersPage } from './number-pages.ts'

const usualDays = 14
const longestDays = 92

/** The daily numbers: what was received, decided and sealed, by category, ward and result. Nothing personal is in them. */
export function numbers(app: Hono, console: Console): void {
  const { desk } = console
  app.get('/numbers', async (c) => {
    const who = await signedIn(console, c)
    const asked = askedOf((name) => c.req.query(name) ?? '', dateAt(desk.now()))
    const [wards, rows, checks] = await desk.store.read(async (reading) => {
      const known = await reading.wards()
      const counted = await reading.rollups(asked.from, asked.to)
      const made = []
      for (const { code } of known)
        if (asked.ward === '' || asked.ward === code)
          made.push(...(await reading.checkCounts('placeWard', code, asked.from)))
      return [known, counted, made.filter(({ day }) => day <= asked.to)] as const
    })
    const chosen = rows.filter(
      ({ ward, category }) =>
        (asked.ward === '' || ward === asked.ward) &&
        (asked.category === '' || category === Number(asked.category)),
    )
    return answer(c, desk, 'Số liệu hằng ngày', who, numbersPage(asked, wards, chosen, checks))
  })
}

/** What was asked for; days that do not fit are set right rather than refused. */
function askedOf(query: (name: string) => string, today: CivilDate): Asked {
  const to = civilDate(query('to')) ?? today
  const wanted = civilDate(query('from')) ?? addDays(to, 1 - usualDays)
  const earliest = addDays(to, 1 - longestDays)
  const from = wanted > to ? to : wanted < earliest ? earliest : wanted
  const ward = /^\d{5}$/.exec(query('ward'))?.[0] ?? ''
  const category = /^\d{1,2}$/.exec(query('category'))?.[0] ?? ''
  return { from, to, ward, category, days: dayNumber(to) - dayNumber(from) + 1 }
}
