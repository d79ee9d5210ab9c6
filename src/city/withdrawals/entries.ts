import { kidOf } from '../../office/token/keys.ts'
import type { RevocationEntry, RevocationReason } from '../../office/token/types.ts'
import type { IssuerRow, WithdrawalRow } from '../store/rows.ts'

const cityWard = '00000'
const keyCompromised: RevocationReason = 5

/**
 * The entries of a revocation list: the withdrawn papers of keys that belong to whoever withdrew them (or that the city
 * itself withdrew), runs joined as far as they touch, and every compromised key as a whole.
 */
export function revocationEntriesOf(
  withdrawals: readonly WithdrawalRow[],
  issuers: readonly IssuerRow[],
): RevocationEntry[] {
  const wardOf = new Map(issuers.map((issuer) => [kidOfIssuer(issuer), issuer.ward]))
  const groups = new Map<string, WithdrawalRow[]>()
  for (const row of withdrawals) {
    if (row.ward !== cityWard && wardOf.get(row.kid) !== row.ward) continue
    const key = `${row.kid}:${row.series}:${row.reason}`
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  const entries = [...groups.values()].flatMap(entryOf)
  const compromised = issuers.filter(({ withdrawnReason }) => withdrawnReason === 2)
  const wholeKeys = compromised.map((issuer) => ({
    kid: kidOfIssuer(issuer),
    series: 0,
    reason: keyCompromised,
    runs: [],
  }))
  return [...entries, ...wholeKeys]
}

/** The kid of an issuing key as the registry keeps it. */
export function kidOfIssuer(issuer: Pick<IssuerRow, 'publicKey'>): string {
  return kidOf(Uint8Array.from(Buffer.from(issuer.publicKey, 'hex')))
}

function entryOf(rows: readonly WithdrawalRow[]): RevocationEntry[] {
  const [first] = rows
  if (!first) return []
  const { kid, series, reason } = first
  const isWhole = rows.some(({ count }) => count === 0)
  return [{ kid, series, reason, runs: isWhole ? [] : joined(rows) }]
}

/** Ascending, disjoint and not touching, as the list demands. */
function joined(rows: readonly WithdrawalRow[]): [number, number][] {
  const runs: [number, number][] = []
  for (const { first, count } of rows.toSorted((a, b) => a.first - b.first)) {
    const end = first + count - 1
    const last = runs.at(-1)
    if (last && first <= last[1] + 1) last[1] = Math.max(last[1], end)
    else runs.push([first, end])
  }
  return runs
}
