import * as contract from '../../../contract/desk/index.ts'
import type { Mount } from '../../http.ts'
import { actOnBatch } from './act.ts'
import { sealBatch } from './seal.ts'
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
}
