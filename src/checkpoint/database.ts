import type { Check, CheckpointConfig, CheckPlace } from '../contract/sync/checks.ts'

/** What the device keeps by name. Lists are kept as they came, signed. */
export type Kept = {
  readonly installation: CheckpointConfig
  readonly place: CheckPlace
  /** Bearer secret of the pairing with the city. */
  readonly secret: string
  readonly trust: Uint8Array
  readonly revocations: Uint8Array
  /** Kids of roots that an accepted list has withdrawn. */
  readonly withdrawnRoots: readonly string[]
  readonly language: 'vi' | 'en'
  readonly silent: boolean
  readonly camera: string
}

/** A check in the log of the device. */
export type LoggedCheck = {
  readonly id: string
  /** Milliseconds since 1970 by the device's clock. */
  readonly at: number
  readonly check: Check
  readonly place: CheckPlace
  /** 1 once the city has said that it keeps it. A number, because an index takes no booleans. */
  readonly sent: 0 | 1
}

/** The device's own store. Everything it promises to keep is on the disk when its promise resolves. */
export type Database = {
  kept<Name extends keyof Kept>(name: Name): Promise<Kept[Name] | null>
  keep<Name extends keyof Kept>(name: Name, value: Kept[Name]): Promise<void>
  drop(name: keyof Kept): Promise<void>
  /** Adds a check, or puts another in its place. */
  log(check: LoggedCheck): Promise<void>
  unsent(limit: number): Promise<readonly LoggedCheck[]>
  countUnsent(): Promise<number>
  markSent(ids: readonly string[]): Promise<void>
  /** Checks from an instant on, oldest first. */
  since(at: number): Promise<readonly LoggedCheck[]>
  /** Forgets checks that were sent and are older than an instant. */
  forgetSent(before: number): Promise<void>
  close(): void
}

const name = 'checkpoint'
const version = 1

/** Opens the store. Rejects where the browser keeps nothing (a private window). */
export async function openDatabase(factory: IDBFactory = indexedDB): Promise<Database> {
  const opening = factory.open(name, version)
  opening.addEventListener('upgradeneeded', () => {
    opening.result.createObjectStore('kept')
    const checks = opening.result.createObjectStore('checks', { keyPath: 'id' })
    checks.createIndex('sent', 'sent')
    checks.createIndex('at', 'at')
  })
  const db = await answerOf(opening)
  // Another tab with a newer version must not wait for this one.
  db.addEventListener('versionchange', () => db.close())
  return { ...keeping(db), ...logging(db), close: () => db.close() }
}

function keeping(db: IDBDatabase): Pick<Database, 'kept' | 'keep' | 'drop'> {
  return {
    async kept(key) {
      const value: unknown = await answerOf(db.transaction('kept').objectStore('kept').get(key))
      // What lies under a name is what `keep` put there.
      return (value ?? null) as Kept[typeof key] | null
    },
    keep: (key, value) => written(db, 'kept', (store) => store.put(value, key)),
    drop: (key) => written(db, 'kept', (store) => store.delete(key)),
  }
}

function logging(
  db: IDBDatabase,
): Pick<Database, 'log' | 'unsent' | 'countUnsent' | 'markSent' | 'since' | 'forgetSent'> {
  const index = (by: 'sent' | 'at') => db.transaction('checks').objectStore('checks').index(by)
  return {
    log: (check) => written(db, 'checks', (store) => store.put(check)),
    unsent: async (limit) => logged(await answerOf(index('sent').getAll(0, limit))),
    countUnsent: () => answerOf(index('sent').count(0)),
    markSent: (ids) =>
      written(db, 'checks', (store) => {
        for (const id of ids) {
          const getting = store.get(id)
          getting.addEventListener('success', () => {
            const [found] = logged([getting.result])
            if (found) store.put({ ...found, sent: 1 })
          })
        }
      }),
    since: async (at) => logged(await answerOf(index('at').getAll(IDBKeyRange.lowerBound(at)))),
    forgetSent: (before) =>
      written(db, 'checks', (store) => {
        const walking = store.index('at').openCursor(IDBKeyRange.upperBound(before, true))
        walking.addEventListener('success', () => {
          const cursor = walking.result
          if (!cursor) return
          if (logged([cursor.value])[0]?.sent === 1) cursor.delete()
          cursor.continue()
        })
      }),
  }
}

/** What lies in the log is what `log` put there. */
function logged(values: readonly unknown[]): LoggedCheck[] {
  return values.filter((value): value is LoggedCheck => value !== undefined)
}

function answerOf<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('the store refused')))
  })
}

/** Resolves when the transaction is complete, not when its requests are. */
function written(db: IDBDatabase, store: string, write: (store: IDBObjectStore) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, 'readwrite')
    const failed = () => reject(transaction.error ?? new Error('the store refused'))
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', failed)
    transaction.addEventListener('error', failed)
    write(transaction.objectStore(store))
  })
}
