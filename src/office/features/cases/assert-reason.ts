import type { CaseAct } from '../../../domain/case.ts'
import { reasonsFor } from '../../../contract/policy/rules.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import { type CaseRow, packFor } from './read.ts'

/** Throws `unknown-reason` unless the rules of a case list the reason for the act: letters and reports name it by them. */
export function assertReason(desk: Desk, row: CaseRow, act: CaseAct, code: string): void {
  const reasons = reasonsFor(packFor(desk, row), act)
  if (!reasons.some((reason) => reason.code === code)) throw new Refusal('unknown-reason', { code })
}
