import { expect, test } from 'vitest'
import { composedOnce } from './composed.ts'
import { sql } from './store.ts'

test('a query composed once is the query composed each time, with the values of each time', () => {
  const compose = ({ year, letters }: { year: string; letters: string }) =>
    sql
      .selectFrom('counter')
      .select('last')
      .where('name', '>=', letters)
      .where('name', '<', `fixed`)
      .where('name', '!=', year)
      .limit(3)
  const once = composedOnce(compose)
  for (const given of [
    { letters: 'A', year: '2026' },
    { letters: 'B', year: '2027' },
  ]) {
    const { sql: text, parameters } = compose(given).compile()
    expect(once(given).compile()).toMatchObject({ sql: text, parameters })
  }
})

test('a row composed once is written with the values of each row, empty ones too', () => {
  const insert = composedOnce((row: { user: string; full_name: string | null }) =>
    sql.insertInto('staff').values({ ...row, full_name: row.full_name ?? '', roles: '[]', disabled: 0 }),
  )
  expect(insert({ user: 'an', full_name: 'An' }).compile().parameters).toEqual(['an', 'An', '[]', 0])
  expect(insert({ full_name: null, user: 'chi' }).compile().parameters).toEqual(['chi', null, '[]', 0])
})

test('a value that decides what the query is, instead of being bound, is refused', () => {
  const byColumn = composedOnce(({ column }: { column: 'user' | 'roles' }) =>
    sql.selectFrom('staff').select(column === 'user' ? 'roles' : 'user'),
  )
  expect(() => byColumn({ column: 'user' })).toThrow('column is not bound')
})
