import { openStates } from '../../../domain/case.ts'
import { deadlineColour } from '../../../domain/deadline.ts'
import type { QueueAsked } from '../../../contract/desk/cases.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { LiveSession } from '../../sessions.ts'
import { isInScope, scopesOf } from '../staff/scope.ts'
import { distinct, type QueueSlice } from './queue-slice.ts'
import { type CaseRow, categoryLabel, findPack, nextOf, procedureTitle, type StandingRow } from './read.ts'

type OpenRow = StandingRow & Pick<CaseRow, 'id' | 'category' | 'due_at' | 'registered_at'>

/** A page of the open cases, or of those that wait for the signed-in person; of one deadline the oldest first. */
export function openPage(desk: Desk, session: LiveSession, asked: QueueAsked): QueueSlice {
  const waiting = asked.queue === 'mine' ? theirRows(desk, session) : openRows(desk)
  const told = waiting.map((row) => toldOf(desk, row))
  const picked = told.filter((one) => isPicked(one, asked))
  const from = asked.after
  const rest = from === undefined ? picked : picked.filter(({ place }) => place > from)
  const page = rest.slice(0, asked.limit)
  return {
    ids: page.map(({ id }) => id),
    total: picked.length,
    next: rest.length > page.length ? (page.at(-1)?.place ?? null) : null,
    choices: {
      procedures: distinct(told.map(({ procedure }) => procedure)),
      categories: distinct(told.map(({ category }) => category)),
      steps: [...new Set(told.flatMap(({ step }) => step ?? []))],
    },
  }
}

/** Only what says whose turn it is: a ward has some thousand open cases at most, and their papers are not read here. */
function openRows(desk: Desk): OpenRow[] {
  return desk.store.all(
    sql
      .selectFrom('permit_case')
      .select(['id', 'state', 'pack', 'pack_version', 'procedure', 'category', 'due_at', 'registered_at'])
      .select(['token_sha256', 'withdrawn', 'seal', 'stamped_at'])
      .where('state', 'in', openStates)
      .orderBy('due_at')
      .orderBy('registered_at')
      .orderBy('id'),
  )
}

function theirRows(desk: Desk, { user, roles }: LiveSession): OpenRow[] {
  const scopes = scopesOf(desk.store, user)
  return openRows(desk).filter((row) => {
    const isTheirs = nextOf(desk, row)?.by.some((role) => role !== 'city' && roles.includes(role)) ?? false
    return isTheirs && isInScope(scopes, row)
  })
}

/** What an open case can be picked by, and its place in the order. */
function toldOf(desk: Desk, row: OpenRow) {
  return {
    id: row.id,
    place: `${row.due_at}~${row.registered_at}~${row.id}`,
    procedure: procedureTitle(desk, row),
    category: categoryLabel(findPack(desk, row), row.category),
    step: nextOf(desk, row)?.act ?? null,
    deadline: deadlineColour(Date.parse(row.due_at), desk.ports.clock.now()),
  }
}

function isPicked(told: ReturnType<typeof toldOf>, asked: QueueAsked): boolean {
  const members = ['procedure', 'category', 'step', 'deadline'] as const
  return members.every((member) => asked[member] === undefined || asked[member] === told[member])
}
