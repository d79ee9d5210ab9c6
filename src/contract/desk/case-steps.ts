import { z } from 'zod'
import { packCode, textLimits } from '../events.ts'
import { printed, printedOrNull } from '../printed.ts'
import { route } from '../route.ts'
import { wardCode } from '../sync/event-line.ts'
import { caseSchema } from './cases.ts'

const params = z.object({ caseId: z.uuid() })
const act = z.object({ actId: z.uuid(), version: z.int() })
const noted = act.extend({ note: printedOrNull(textLimits.note) })
const reasoned = act.extend({ reasonCode: packCode, note: printed(textLimits.note) })
const answer = caseSchema

/** Steps that only some rule packs have, and what may happen to any case or paper. */
export const confirmCase = route({
  method: 'post',
  path: '/api/cases/{caseId}/confirm',
  summary: 'Health station: the plan or the grounds are as stated',
  for: ['health-station'],
  params,
  body: noted,
  answer,
})

export const submitCase = route({
  method: 'post',
  path: '/api/cases/{caseId}/submit',
  summary: 'Ward official: to the city, which decides',
  for: ['ward-official'],
  params,
  body: noted,
  answer,
})

export const stopCase = route({
  method: 'post',
  path: '/api/cases/{caseId}/stop',
  summary: 'End a case without a decision, with a reason; the applicant gets the notice',
  for: ['clerk', 'area-police', 'ward-official'],
  params,
  body: reasoned,
  answer,
})

export const notifyStop = route({
  method: 'post',
  path: '/api/cases/{caseId}/notify-stop',
  summary: 'The applicant has the notice of stopping; the case closes',
  for: ['clerk'],
  params,
  body: act,
  answer,
})

export const transferCase = route({
  method: 'post',
  path: '/api/cases/{caseId}/transfer',
  summary: 'To another ward, with a reason; open until that ward has said it has it',
  for: ['clerk', 'ward-official'],
  params,
  body: reasoned.extend({ ward: wardCode }),
  answer,
})

export const confirmTransfer = route({
  method: 'post',
  path: '/api/cases/{caseId}/confirm-transfer',
  summary: 'The other ward has the case; it closes here',
  for: ['clerk'],
  params,
  body: act,
  answer,
})

export const extendCase = route({
  method: 'post',
  path: '/api/cases/{caseId}/extend',
  summary: 'A new day is promised, with the letter of apology',
  for: ['clerk', 'ward-official'],
  params,
  body: reasoned.extend({ dueAt: z.iso.datetime({ offset: true }) }),
  answer,
})

export const payCase = route({
  method: 'post',
  path: '/api/cases/{caseId}/pay',
  summary: 'What was paid out at the residence, against which voucher',
  for: ['clerk'],
  params,
  body: noted.extend({
    amount: z.int().positive().max(1e12),
    paidOn: z.iso.date(),
    voucher: printed(40),
  }),
  answer,
})

/** An approved organisation whose list names the people who may apply. */
export const searchLists = route({
  method: 'post',
  path: '/api/cases/lists',
  summary: 'Approved organisations, by name, case number or the number of a listed worker',
  for: ['clerk'],
  body: z.object({ procedure: packCode, text: z.string().max(100) }),
  answer: z.object({
    lists: z.array(
      z.object({
        caseId: z.string(),
        number: z.string(),
        organisation: z.string(),
        since: z.string(),
        people: z.int(),
        /** The days for which it is confirmed; null where its record gives no days. */
        firstDay: z.string().nullable(),
        lastDay: z.string().nullable(),
      }),
    ),
  }),
})
