import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../testing/ports.ts'
import { migrate, migrations } from '../migrate.ts'

test('a key of before several keys were kept goes on as the one in use, with its series and its place in it', async () => {
  const database = new SqliteDatabase(join(temporaryFolder(), 'before.db'))
  const upTo = (last: number) => Object.fromEntries(Object.entries(migrations).slice(0, last))
  await migrate(database, upTo(4))
  database
    .prepare(
      `INSERT INTO issuing_key (kid, user, public_key, salt, wrapped, series, next_index, made_at, request, requested)
       VALUES ('0a0b0c0d', 'dongdau', x'01', x'02', x'03', 1, 17, '2026-11-02T08:00:00.000+07:00', x'04', 1)`,
    )
    .run()
  await migrate(database, upTo(5))
  expect(database.prepare('SELECT * FROM issuing_key').get()).toMatchObject({
    kid: '0a0b0c0d',
    user: 'dongdau',
    state: 'current',
    wrapped: Buffer.from([3]),
    series: 1,
    next_index: 17,
    series_of: '',
    ended_why: null,
  })
  // One in use and one next a person, and as many ended ones as there were.
  const add = (kid: string, state: string) =>
    database
      .prepare(
        `INSERT INTO issuing_key (kid, user, public_key, state, series, next_index, made_at, request, requested)
         VALUES (?, 'dongdau', x'01', ?, 1, 0, '2026-11-03T08:00:00.000+07:00', x'04', 1)`,
      )
      .run(kid, state)
  add('11111111', 'next')
  add('22222222', 'ended')
  add('33333333', 'ended')
  expect(() => add('44444444', 'current')).toThrow('UNIQUE')
  database.close()
})
