import type { CaseTables } from './tables/cases.ts'
import type { JournalTables } from './tables/journal.ts'
import type { PcTables } from './tables/pc.ts'
import type { PrintingTables } from './tables/printing.ts'

/** Row types, written by hand beside the migrations that make the tables. JSON columns are text. */
export type Tables = JournalTables & PcTables & CaseTables & PrintingTables
