import type { RecordKind } from '../../../contract/policy/pack.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql } from '../../database/store.ts'
import type { CaseSheet, Desk } from '../../desk.ts'
import { apology } from '../../sheets/apology/index.ts'
import { caseRecord } from '../../sheets/case-record/index.ts'
import { completionRequest } from '../../sheets/completion-request/index.ts'
import { controlSlip } from '../../sheets/control-slip/index.ts'
import { marketCardSlip } from '../../sheets/market-card-slip/index.ts'
import { organisationPaper } from '../../sheets/organisation-paper/index.ts'
import { permit } from '../../sheets/permit/index.ts'
import { receipt } from '../../sheets/receipt/index.ts'
import { refusal } from '../../sheets/refusal/index.ts'
import { stopNotice } from '../../sheets/stop-notice/index.ts'
import { transferSlip } from '../../sheets/transfer-slip/index.ts'
import type { CaseRow } from '../cases/read.ts'
import { apologyData, completionData, receiptData, refusalData, stopData, transferData } from './letters.ts'
import { marketCardData, organisationData, permitData } from './papers.ts'
import { controlSlipData, plainRecords, recordData } from './records.ts'

const inState =
  (...states: readonly CaseRow['state'][]) =>
  ({ state }: CaseRow) =>
    states.includes(state)

const sealed =
  (kind: RecordKind): CaseSheet['fits'] =>
  ({ token, withdrawn }, { record }) =>
    token !== null && withdrawn === null && record === kind

const wasExtended = composedOnce(({ caseId }: { caseId: string }) =>
  sql
    .selectFrom('case_history')
    .select('seq')
    .where('case_id', '=', caseId)
    .where('act', '=', 'extend')
    .limit(1),
)

/** Every sheet a case can print: its paper, what it needs out of a case, and when it makes sense. */
export const caseSheets: readonly CaseSheet[] = [
  { sheet: permit, data: permitData, fits: sealed('permit') },
  { sheet: marketCardSlip, data: marketCardData, fits: sealed('market-card') },
  { sheet: organisationPaper, data: organisationData, fits: sealed('organisation') },
  {
    sheet: caseRecord,
    data: recordData,
    // Of a permit it prints what the permit itself has no room for.
    fits: ({ state }, { record, fields }) =>
      plainRecords.has(record)
        ? state === 'recorded' || state === 'paid'
        : fields.some(({ shownOn, kind }) => shownOn.includes('record') && kind !== 'rows'),
  },
  { sheet: completionRequest, data: completionData, fits: inState('returned') },
  { sheet: refusal, data: refusalData, fits: inState('refused', 'refusal-notified') },
  { sheet: stopNotice, data: stopData, fits: inState('stopped', 'stop-notified') },
  { sheet: transferSlip, data: transferData, fits: inState('transferred', 'transfer-confirmed') },
  {
    sheet: apology,
    data: apologyData,
    fits: ({ id }, _procedure, desk: Desk) => desk.store.first(wasExtended({ caseId: id })) !== undefined,
  },
  { sheet: receipt, data: receiptData, fits: () => true },
  { sheet: controlSlip, data: controlSlipData, fits: () => true },
]
