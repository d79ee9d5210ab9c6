import { DatabaseError } from 'pg'

/**
 * What a failure means for a transaction. `clash`: another one stood in the way, this one was undone and may be tried
 * again. `lost`: the connection is gone or was refused. `refused`: the database said no (a key that is taken, a limit).
 */
export type FailureKind = 'clash' | 'lost' | 'refused'

/**
 * The store could not do what it was asked. The message has PostgreSQL's error code and no more: its words quote rows
 * and addresses, which belong in no log.
 */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure'
  readonly kind: FailureKind
  readonly code: string
  constructor(kind: FailureKind, code: string, what = '') {
    super(`PostgreSQL: ${code}${what === '' ? '' : ` (${what})`}`)
    this.kind = kind
    this.code = code
  }
}

/** Serialization failure, deadlock. */
const clashes = new Set(['40001', '40P01'])
/** Lost connections (class 08), shutdown, crash of another backend, starting up, no free connection. */
const losses = new Set(['57P01', '57P02', '57P03', '57P05', '25P03', '53300'])

/** Whatever the driver threw, as a failure. What is not the server's word is a lost connection. */
export function failureOf(error: unknown): StoreFailure {
  if (error instanceof StoreFailure) return error
  if (!(error instanceof DatabaseError)) return new StoreFailure('lost', systemCode(error))
  const code = error.code ?? 'unknown'
  const what = [error.table, error.constraint].filter(Boolean).join('.')
  if (clashes.has(code)) return new StoreFailure('clash', code)
  if (losses.has(code) || code.startsWith('08') || error.severity === 'FATAL' || error.severity === 'PANIC')
    return new StoreFailure('lost', code)
  return new StoreFailure('refused', code, what)
}

/** ECONNREFUSED and its like; the driver's own errors have none. */
function systemCode(error: unknown): string {
  if (error instanceof AggregateError) return systemCode(error.errors[0])
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'connection lost'
}
