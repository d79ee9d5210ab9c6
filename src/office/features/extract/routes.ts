import * as contract from '../../../contract/desk/extract.ts'
import { actorOf } from '../../desk.ts'
import type { Mount } from '../../http.ts'
import { importExtract } from './import.ts'
import { extractState, lookUp } from './lookup.ts'

/** The population extract of the ward: taking it in, and filling a form from it. */
export function mountExtract(mount: Mount): void {
  mount.staff(contract.readExtract, ({ desk }) => ({ extract: extractState(desk) }))
  mount.staff(contract.importExtract, async ({ desk, session, role, body }) => {
    await importExtract(desk, actorOf(session, role), body)
    const extract = extractState(desk)
    if (!extract) throw new Error('the extract just taken is not there')
    return extract
  })
  mount.staff(contract.lookupExtract, ({ desk, session, role, body }) => {
    const answer = lookUp(desk, body.procedure, body.idNumber)
    // Who looked is kept, whom they looked at is not: the case that follows says it.
    desk.journal.command((writing) =>
      writing.append({
        type: 'extract.looked-up',
        subject: 'office',
        baseVer: 0,
        actor: actorOf(session, role),
        body: { procedure: body.procedure, found: answer.person !== null },
        personal: null,
      }),
    )
    return answer
  })
}
