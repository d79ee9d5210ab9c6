import * as contract from '../../../contract/desk/index.ts'
import type { Mount } from '../../http.ts'
import { actOnBatch } from './act.ts'
import { applyChanges } from './apply.ts'
import { sealBatch } from './seal.ts'
import { judgeList } from './intake.ts'
import { removeListed } from './remove.ts'
import { keepPapers, readRemovals } from './removals.ts'
import { letterOfCorrections, pickUpListOf, workbookOfCorrections } from './letters.ts'
import { takeList } from './take-list.ts'
import { lookAtRow, readBatch, readBatches } from './view.ts'

/** Lists taken in as batches: what they hold, and acts on all their rows. */
export function mountBatches(mount: Mount): void {
  mount.staff(contract.listBatches, ({ desk, query }) => readBatches(desk, query))
  mount.staff(contract.readBatch, ({ desk, session, params }) => readBatch(desk, session, params.batchId))
  mount.staff(contract.lookAtRow, ({ desk, session, params, body }) =>
    lookAtRow(desk, session, params.batchId, body.caseId),
  )
  mount.staff(contract.actOnBatch, ({ desk, session, params, body }) =>
    actOnBatch(desk, session, params.batchId, body),
  )
  mount.staff(contract.sealBatch, ({ desk, session, params, body }) =>
    sealBatch(desk, session, params.batchId, body),
  )
  mount.staff(contract.judgeOrganisationList, ({ desk, session, params, query, body }) =>
    judgeList(desk, session, params.caseId, body, query),
  )
  mount.staff(contract.applyListChanges, ({ desk, session, params, body }) =>
    applyChanges(desk, session, params.caseId, body),
  )
  mount.staff(contract.takeOrganisationList, ({ desk, session, params, body }) =>
    takeList(desk, session, params.caseId, body),
  )
  mount.staff(contract.readCorrectionLetter, ({ desk, params }) => letterOfCorrections(desk, params.intakeId))
  mount.staff(contract.readCorrections, ({ desk, params }) => workbookOfCorrections(desk, params.intakeId))
  mount.staff(contract.readPickUpList, ({ desk, params }) => pickUpListOf(desk, params.batchId))
  mount.staff(contract.removeFromList, ({ desk, session, params, body }) =>
    removeListed(desk, session, params.caseId, body),
  )
  mount.staff(contract.listRemovals, ({ desk }) => readRemovals(desk))
  mount.staff(contract.declineRemoval, ({ desk, session, params, body }) =>
    keepPapers(desk, session, params.caseId, body),
  )
}
