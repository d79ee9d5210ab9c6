import { sha256 } from './ed25519.ts'
import { hexOfBytes } from './hex.ts'
import type { Kid } from './types.ts'

/**
 * What stands for one paper in the log of checks: 32 hex digits of SHA-256 over `kid:series:index`, the same at every
 * checkpoint. It carries no number and no name; the ward that issued the paper can find it again among its own.
 */
export function paperDigest(kid: Kid, series: number, index: number): string {
  return hexOfBytes(sha256(new TextEncoder().encode(`${kid}:${series}:${index}`))).slice(0, 32)
}
