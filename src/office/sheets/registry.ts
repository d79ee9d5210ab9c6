import { apology } from './apology/index.ts'
import { caseRecord } from './case-record/index.ts'
import { completionRequest } from './completion-request/index.ts'
import { controlSlip } from './control-slip/index.ts'
import { correctionLetter } from './correction-letter/index.ts'
import { marketCard } from './market-card/index.ts'
import { marketCardSlip } from './market-card-slip/index.ts'
import { organisationPaper } from './organisation-paper/index.ts'
import { permit } from './permit/index.ts'
import { pickUpList } from './pick-up-list/index.ts'
import { receipt } from './receipt/index.ts'
import { refusal } from './refusal/index.ts'
import { registerBook } from './register-book/index.ts'
import { stopNotice } from './stop-notice/index.ts'
import { testCodes } from './test-codes/index.ts'
import { transferSlip } from './transfer-slip/index.ts'

export { renderLayout, renderSheet } from './render.ts'

/** Every paper the counter prints; a new one is a folder and a line here. */
export const sheets = [
  permit,
  receipt,
  refusal,
  completionRequest,
  testCodes,
  apology,
  stopNotice,
  controlSlip,
  registerBook,
  transferSlip,
  organisationPaper,
  marketCardSlip,
  marketCard,
  caseRecord,
  correctionLetter,
  pickUpList,
] as const
