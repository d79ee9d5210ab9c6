import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import { spellPermitNumber } from '../issuing/paper.ts'
import { type CaseRow, packFor, procedureOfCase } from './read.ts'

/**
 * Throws `invalid-input` naming the fields unless every sheet that the case has, and the permit it asks for, can be
 * printed: after sealing there is no way back to a text that no sheet takes.
 */
export function assertPrints(desk: Desk, row: CaseRow): void {
  const procedure = procedureOfCase(desk, row)
  const sealed = {
    ...row,
    token: Buffer.alloc(1),
    permit_number: spellPermitNumber(packFor(desk, row), procedure, 'ZZ99999'),
    sealed_at: row.since,
  }
  for (const { sheet, data, fits } of desk.extensions.caseSheets) {
    const fitting = [row, sealed].find((one) => fits(one, procedure, desk))
    if (!fitting) continue
    const read = sheet.schema.safeParse(data(desk, fitting))
    if (read.success) continue
    throw new Refusal('invalid-input', {
      fields: read.error.issues.map(({ path }) => path.join('.')).join(', '),
    })
  }
}
