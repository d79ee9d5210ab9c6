import type { Role } from '../../../domain/roles.ts'
import type { SpoilReason, StockWay } from '../../../domain/stock/account.ts'
import type { PrintItemState, PrintJobState, PrintTrouble } from '../../../contract/desk/print-jobs.ts'

/** Blank paper, as the projection makes it of the journal; papers on their way to the printer, which this PC keeps for itself. */
export type PrintingTables = {
  /**
   * Blank sheets that moved on this PC. A printing has its `sheet`, everything else its `kind`; `serials` and `people`:
   * JSON; `in_hand`: whether what is spoiled is here. `lc` orders it among the counts.
   */
  stock_move: {
    stream: string
    seq: number
    id: string
    lc: number
    at: string
    user: string
    way: StockWay | 'printed' | 'reprinted'
    kind: string | null
    sheet: string | null
    quantity: number
    serials: string
    reason: SpoilReason | null
    in_hand: 0 | 1 | null
    kid: string | null
    series: number | null
    paper_index: number | null
    people: string
    note: string
  }
  /** Every serial that was sealed on this PC. */
  stock_paper: {
    kid: string
    series: number
    paper_index: number
    lc: number
    case_id: string
    number: string
    sealed_at: string
  }
  /** What was counted; `number` once a day was closed with it. `lines`, `papers`, `explanations`: JSON. */
  stock_count: {
    id: string
    lc: number
    at: string
    user: string
    lines: string
    papers: string
    explanations: string
    number: number | null
    closed_at: string | null
    closed_by: string | null
  }
  /** Papers printed one after the other; `ticket`: the spooler's name of what it has. */
  print_job: {
    id: string
    title: string
    batch_id: string | null
    way: 'single' | 'four-up'
    printer: string | null
    state: PrintJobState
    why: PrintTrouble | null
    ticket: string | null
    went_to: string | null
    made_at: string
    user: string
    role: Role
    session: string
  }
  /** `sample`: 0 not asked for, 1 to be scanned back, 2 scanned; `again`: why it is printed once more. */
  print_item: {
    job_id: string
    place: number
    case_id: string
    sheet: string
    token_sha256: string
    label: string
    state: PrintItemState
    tries: number
    again: 'jammed' | null
    sample: 0 | 1 | 2
  }
}
