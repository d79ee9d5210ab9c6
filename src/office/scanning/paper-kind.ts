import type { Recognised } from '../../domain/identity/recognised.ts'
import { parse } from '../token/token.ts'

/**
 * A recognised scan with the kind a signed paper itself names: permit, market card or organisation paper. A token
 * that cannot be opened stays a `permit`. Proves nothing: whether the paper is genuine the verdict says.
 */
export function withPaperKind(read: Recognised): Recognised {
  if (read.kind !== 'permit') return read
  const token = parse(read.token)
  return token.readable ? { ...read, kind: token.content.kind } : read
}
