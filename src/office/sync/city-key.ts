import { type IssuerEntry, keyKinds, type Kid, type TrustList } from '../token/types.ts'

/** Where the city itself stands on a trust list. */
const cityWard = 0

/**
 * The keys of a trust list that speak for the city and may have signed on a day (number of it): of the city itself, of
 * the kind that signs its lists, inside their period, and not withdrawn; a retired one still counts for the days before.
 */
export function cityKeysOf(trust: TrustList, kid: Kid, day: number): readonly IssuerEntry[] {
  return (trust.byKid.get(kid) ?? []).filter((entry) => {
    const isCity = entry.ward === cityWard && (entry.kinds & keyKinds.revocationList) !== 0
    const isInPeriod = day >= entry.firstDay && day <= entry.lastDay
    const { withdrawn } = entry
    const isGood = !withdrawn || (withdrawn.reason === 1 && day < withdrawn.day)
    return isCity && isInPeriod && isGood
  })
}
