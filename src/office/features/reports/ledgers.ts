import type { Ledger, LedgerName } from '../../../contract/desk/reports.ts'
import type { PackField, Procedure, RulePack } from '../../../contract/policy/pack.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'

/** What a ledger is made of: the newest version of its procedure here, and every field any version asked for. */
export type LedgerForm = {
  readonly pack: RulePack
  readonly procedure: Procedure
  readonly fields: readonly PackField[]
}

/** Every procedure of the pack in force, then those of other packs that have cases. */
export function allLedgers(desk: Desk): Ledger[] {
  const counts = new Map(
    desk.store
      .all(
        sql
          .selectFrom('permit_case')
          .select(({ fn }) => ['pack', 'procedure', fn.countAll<number>().as('count')])
          .groupBy(['pack', 'procedure']),
      )
      .map(({ pack, procedure, count }) => [`${pack}/${procedure}`, count]),
  )
  const inForce = desk.pack()
  const names = new Set([...inForce.procedures.map(({ id }) => `${inForce.id}/${id}`), ...counts.keys()])
  return [...names].flatMap((name) => {
    const [pack = '', procedure = ''] = name.split('/')
    const form = findForm(desk, { pack, procedure })
    return form ? [shown(form, inForce, counts.get(name) ?? 0)] : []
  })
}

function shown({ pack, procedure }: LedgerForm, inForce: RulePack, cases: number): Ledger {
  return {
    pack: pack.id,
    procedure: procedure.id,
    title: procedure.title,
    packTitle: pack.title,
    record: procedure.record,
    inForce: pack.id === inForce.id,
    cases,
    categories: pack.categories
      .filter(({ code }) => procedure.categories.includes(code))
      .map(({ code, label }) => ({ code, label })),
  }
}

/** The form of a ledger. Throws `not-found` where no pack here has the procedure. */
export function ledgerForm(desk: Desk, name: LedgerName): LedgerForm {
  const form = findForm(desk, name)
  if (!form) throw new Refusal('not-found')
  return form
}

function findForm(desk: Desk, name: LedgerName): LedgerForm | null {
  const inForce = desk.pack()
  const versions = desk.policies
    .all()
    .filter(({ id }) => id === name.pack)
    // The one in force speaks first, then the newest.
    .toSorted((one, other) => (one === inForce ? -1 : other === inForce ? 1 : other.version - one.version))
    .flatMap((pack) => {
      const procedure = pack.procedures.find(({ id }) => id === name.procedure)
      return procedure ? [{ pack, procedure }] : []
    })
  const [newest] = versions
  if (!newest) return null
  const fields = new Map<string, PackField>()
  for (const { procedure } of versions)
    for (const field of procedure.fields) if (!fields.has(field.id)) fields.set(field.id, field)
  return { ...newest, fields: [...fields.values()] }
}
