import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { storeAt } from '../registry.ts'
import type { CityStore } from '../store.ts'
import { schemaSteps } from './schema.ts'
import { postgresStore } from './store.ts'
import { cuttingSocket } from './testing/cutting-socket.ts'
import { ask, startPostgres, type TestPostgres, whyNoPostgres } from './testing/server.ts'

const at = '2026-11-21T01:00:00.000Z'
const wards = ['39901', '39902']

const reason = whyNoPostgres()
describe.skipIf(reason !== null)(`PostgreSQL below a city${reason === null ? '' : `: ${reason}`}`, () => {
  let server: TestPostgres
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())

  async function opened(address: string): Promise<CityStore> {
    const store = await postgresStore.open(address)
    await store.write(async (rows) => {
      for (const code of wards) await rows.saveWard({ code, name: 'Phường Ví Dụ' })
    })
    return store
  }

  describe('a connection that breaks at the commit', () => {
    for (const cut of ['before-commit', 'after-commit'] as const)
      test(`is answered by what is in the store: ${cut}`, async () => {
        const address = await server.database()
        const line = await cuttingSocket(address)
        const store = await opened(line.address)
        const taken: number[] = []
        for (let round = 0; round < 5; round += 1) {
          line.cutNext(cut)
          taken.push(await store.write((rows) => rows.takePositions('39901', 3)))
        }
        expect(line.cuts()).toBe(5)
        expect(taken).toEqual([1, 4, 7, 10, 13])
        expect(await store.read((rows) => rows.feedHead('39901'))).toBe(15)
        await store.close()
        await line.close()
      })

    test('of a refusal tells the refusal', async () => {
      const line = await cuttingSocket(await server.database())
      const store = await opened(line.address)
      line.cutNext('before-commit')
      await expect(
        store.write(async (rows) => {
          await rows.takePositions('39901', 3)
          throw new Error('stream closed')
        }),
      ).rejects.toThrow('stream closed')
      expect(await store.read((rows) => rows.feedHead('39901'))).toBe(0)
      await store.close()
      await line.close()
    })
  })

  test('a server that is killed and started again is waited for', async () => {
    const store = await opened(await server.database())
    await store.write((rows) => rows.takePositions('39901', 1))
    await server.kill()
    const write = store.write((rows) => rows.takePositions('39901', 1))
    const read = store.read((rows) => rows.feedHead('39902'))
    await server.start()
    expect([await write, await read]).toEqual([2, 0])
    await store.close()
  })

  test('writers that stand in each other’s way are both done, one after the other', async () => {
    const store = await opened(await server.database())
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const crossing = (from: string, to: string, mine: typeof first, others: typeof first) =>
      store.write(async (rows) => {
        await rows.takePositions(from, 1)
        mine.resolve()
        await others.promise
        await rows.takePositions(to, 1)
      })
    await Promise.all([crossing('39901', '39902', first, second), crossing('39902', '39901', second, first)])
    await store.read(async (rows) => {
      expect([await rows.feedHead('39901'), await rows.feedHead('39902')]).toEqual([2, 2])
    })
    await store.close()
  })

  test('wards wait for themselves, not for each other', async () => {
    const store = await opened(await server.database())
    await store.write(async (rows) => {
      await rows.takePositions('39901', 1)
      expect(await store.write((other) => other.takePositions('39902', 1))).toBe(1)
    })
    await store.close()
  })

  test('of two that open the same stream at once the second sees the first', async () => {
    const store = await opened(await server.database())
    const stream = { id: 'stream-1', ward: '39901', device: 'pc', opening: '{}', headHash: 'h' } as const
    const device = { id: 'pc', ward: '39901', letters: 'A', spki: 'k', appVersion: '1' }
    await store.write((rows) => rows.saveDevice({ ...device, state: 'active', enrolledAt: at }))
    const open = () =>
      store.write(async (rows) => {
        if (await rows.stream(stream.id)) return 'there'
        await new Promise((resolve) => setImmediate(resolve))
        await rows.saveStream({ ...stream, headSeq: 0, state: 'open', lastReceipt: null })
        return 'opened'
      })
    const answers = await Promise.all([open(), open(), open()])
    expect(answers.filter((answer) => answer === 'there')).toHaveLength(2)
    await store.close()
  })

  test('what is looked up by its names reads nothing else of the ward, before any statistics are there', async () => {
    const address = await server.database()
    const store = await opened(address)
    const batch = Array.from({ length: 100 }, (_, index) => index + 1)
    for (let round = 0; round < 10; round += 1)
      await store.write(async (rows) => {
        const names = batch.map((index) => `${round}-${index}`)
        await rows.feedLinesById('39901', names)
        await rows.parkedOn('39901', names)
        await rows.subjects('39901', names)
        const first = await rows.takePositions('39901', batch.length)
        const place = { ward: '39901', stream: 's', hash: 'h', line: '{}', receivedAt: at, repeats: null }
        await rows.addLines(
          batch.map((index) => {
            const name = `${round}-${index}`
            const number = first - 1 + index
            return {
              ...place,
              seq: number,
              pos: number,
              id: name,
              subject: name,
              status: 'accepted',
              problem: null,
            }
          }),
        )
        await rows.saveSubjects(
          names.map((subject) => {
            return { ward: '39901', subject, version: 1, refusedTop: 0, state: null, earlier: [] }
          }),
        )
      })
    await store.close()
    const [read] = await ask(
      address,
      `SELECT sum(idx_tup_read)::int AS rows FROM pg_stat_user_indexes WHERE relname ~ '^(line|subject)_'`,
    )
    // Every round looks for a hundred names that are not there yet; a thousand others are.
    expect(read?.['rows']).toBe(0)
  })

  test('lines, feed and audit can be neither changed nor deleted', async () => {
    const address = await server.database()
    await (await opened(address)).close()
    await ask(
      address,
      `INSERT INTO quay_city.line(ward, stream, seq, hash, line, received_at, status)
         VALUES ('39901', 's', 1, 'h', '{}', 't', 'accepted');
       INSERT INTO quay_city.feed(ward, pos, kind, stream, seq, at, status)
         VALUES ('39901', 1, 'line', 's', 1, 't', 'accepted');
       INSERT INTO quay_city.audit VALUES (1, 't', 'o', 'a', '{}', 'h')`,
    )
    for (const tampering of [
      "UPDATE quay_city.line SET line = '{1}'",
      'DELETE FROM quay_city.line',
      'TRUNCATE quay_city.line',
      "UPDATE quay_city.feed SET status = 'refused'",
      'DELETE FROM quay_city.feed',
      "UPDATE quay_city.audit SET operator = 'x'",
      'DELETE FROM quay_city.audit',
    ])
      await expect(ask(address, tampering)).rejects.toThrow('append-only')
    await ask(address, "UPDATE quay_city.line SET status = 'refused'")
  })

  test('servers that start together make the tables once; those of a newer program are left alone', async () => {
    const address = await server.database()
    await ask(address, 'DROP SCHEMA quay_city CASCADE')
    const stores = await Promise.all([1, 2, 3].map(() => postgresStore.open(address)))
    for (const store of stores) await store.close()
    expect(await ask(address, 'SELECT step FROM quay_city.schema_step')).toEqual(
      schemaSteps.map((_, index) => ({ step: index + 1 })),
    )
    await ask(address, 'INSERT INTO quay_city.schema_step VALUES (99, now())')
    await expect(postgresStore.open(address)).rejects.toThrow('version 99')
  })

  test('every key of what belongs to a ward begins with the ward', async () => {
    const keys = await ask(
      await server.database(),
      `SELECT c.relname AS table, a.attname AS first FROM pg_index i
       JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
       WHERE n.nspname = 'quay_city' AND NOT c.relispartition AND (i.indisunique OR i.indisprimary)
         AND EXISTS (SELECT FROM pg_attribute w WHERE w.attrelid = c.oid AND w.attname = 'ward')`,
    )
    const others = new Set(keys.filter(({ first }) => first !== 'ward').map(({ table }) => table))
    // Looked up by their own name alone, and small: they would be copied to every machine.
    expect(others).toEqual(new Set(['issuer', 'pack_ward', 'ward_of']))
    expect(keys.length).toBeGreaterThan(13)
  })

  test('neither a wrong address nor a refusal tells the password or a row', async () => {
    const secret = 'mat-khau-that'
    expect(() => storeAt(`mysql://city:${secret}@db/city`)).toThrow(/^(?!.*mat-khau)/)
    expect(() => storeAt(`://city:${secret}`)).toThrow(/^(?!.*mat-khau)/)
    const nowhere = postgresStore.open(`postgresql://city:${secret}@127.0.0.1:1/city`)
    await expect(nowhere).rejects.toThrow('the city database cannot be used: PostgreSQL: ECONNREFUSED')
    const store = await opened(await server.database())
    const operator = { name: 'thuha', role: 'auditor', secretHash: secret, state: 'active' } as const
    const refused = store.write(async (rows) => {
      await rows.saveOperator({ ...operator, fullName: 'Nguyễn Thị Thu Hà' })
      await rows.saveOperator({ ...operator, name: 'khac', fullName: 'Nguyễn Thị Thu Hà' })
    })
    await expect(refused).rejects.toThrow('PostgreSQL: 23505 (operator.operator_secret_hash_key)')
    const error: unknown = await refused.catch((thrown: unknown) => thrown)
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(secret)
    await store.close()
  })
})

test.skipIf(reason !== null)('a server that answers before it has written is refused', async () => {
  const careless = await startPostgres({ fsync: 'off' })
  try {
    await expect(careless.database()).rejects.toThrow('fsync = off')
  } finally {
    await careless.stop()
  }
})
