import * as contract from '../../../contract/desk/index.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql } from '../../database/store.ts'
import type { Mount } from '../../http.ts'
import { vietnamTime } from '../../journal/time.ts'

/**
 * Unfinished forms. They are not events: nothing was decided yet, and most of what stands in them is thrown away.
 * Each save is one flushed transaction, so a killed process loses at most the field being typed.
 */
export function mountDrafts(mount: Mount): void {
  mount.staff(contract.listDrafts, ({ desk, session }) => ({
    drafts: desk.store
      .all(
        sql
          .selectFrom('draft')
          .selectAll()
          .where('user', '=', session.user)
          .orderBy('updated_at', 'desc')
          .limit(50),
      )
      .map((row) => ({
        draftId: row.id,
        form: row.form,
        // Written below from a validated body.
        fields: JSON.parse(row.fields) as Record<string, string>,
        focus: row.focus,
        updatedAt: row.updated_at,
      })),
  }))
  mount.staff(contract.saveDraft, ({ desk, session, params, body }) => {
    const savedAt = vietnamTime(desk.ports.clock.now())
    const fields = JSON.stringify(body.fields)
    desk.store.transact((tx) => {
      const owner = tx.first(sql.selectFrom('draft').select('user').where('id', '=', params.draftId))
      if (owner && owner.user !== session.user) throw new Refusal('not-found')
      const { form, focus } = body
      tx.run(
        sql
          .insertInto('draft')
          .values({ id: params.draftId, user: session.user, form, fields, focus, updated_at: savedAt })
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet({ fields, focus, updated_at: savedAt }),
          ),
      )
    })
    return { savedAt }
  })
  mount.staff(contract.discardDraft, ({ desk, session, params }) => {
    desk.store.transact((tx) =>
      tx.run(sql.deleteFrom('draft').where('id', '=', params.draftId).where('user', '=', session.user)),
    )
    return {}
  })
}
