import type { z } from 'zod'
import { composedOnce } from '../../database/composed.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { readSecret } from '../../facts.ts'
import type { seal } from '../../sheets/signing.ts'
import type { CaseRow } from '../cases/read.ts'
import { sealDetails, sealNames, sealSetting } from '../seal-settings/setting.ts'

/** The sheets have room for a stamp this wide, millimetres. */
const mostSpace = 50

/**
 * The seal as a sheet wants it: a clear space for the stamp of whoever seals by hand, or the office's picture of its
 * electronic seal. What a paper that is sealed already bears is in its signed file; this is for looking at it.
 */
export function sealOf(desk: Desk, row: CaseRow): z.input<typeof seal> {
  const wet = { kind: 'wet', spaceMm: Math.min(sealSetting(desk.store).spaceMm, mostSpace) } as const
  const picture = readSecret(desk.store, sealNames.picture)
  if (row.seal !== 'electronic' || row.sealed_at === null || !picture) return wet
  const { diameterMm, certificate } = sealDetails(desk.store)
  const hand = handPicture(desk, row)
  return {
    kind: 'electronic',
    picture: new Uint8Array(picture),
    diameterMm,
    ...(hand ? { hand } : {}),
    signedBy: (certificate?.name ?? desk.facts().wardName).slice(0, 96),
    signedAt: `${row.sealed_at.slice(0, 19)}+07:00`,
    ...(certificate ? { certificate: certificate.serialNumber.slice(0, 64) } : {}),
  }
}

const decidedBy = composedOnce(({ caseId }: { caseId: string }) =>
  sql
    .selectFrom('case_history')
    .select('user')
    .where('case_id', '=', caseId)
    .where('act', 'in', ['approve', 'submit'])
    .orderBy('place', 'desc')
    .limit(1),
)

/** The picture of the hand of whoever decided the case, where they have given one. */
function handPicture(desk: Desk, { id }: CaseRow): Uint8Array | null {
  const decided = desk.store.first(decidedBy({ caseId: id }))
  const kept = decided && readSecret(desk.store, sealNames.hand(decided.user))
  return kept ? new Uint8Array(kept) : null
}
