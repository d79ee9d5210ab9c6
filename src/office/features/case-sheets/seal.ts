import type { z } from 'zod'
import type { Desk } from '../../desk.ts'
import type { seal } from '../../sheets/signing.ts'
import type { CaseRow } from '../cases/read.ts'

/** The seal as a sheet wants it: a clear space for the stamp of whoever seals by hand. */
export function sealOf(_desk: Desk, _row: CaseRow): z.input<typeof seal> {
  return { kind: 'wet', spaceMm: 40 }
}
