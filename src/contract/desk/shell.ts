import { z } from 'zod'
import { problemOf, Refusal } from '../refusals.ts'
import { route } from '../route.ts'
import { officeStateSchema } from './office.ts'

/**
 * Leaves an empty installation for the training office (*văn phòng tập huấn*), which has its own data folder. The
 * shell answers it, not the office, and only while the office is `new`; otherwise it refuses `office-already-set-up`.
 * `address` is where the training office is; null when it takes the place of this one, at this address.
 */
export const openTraining = route({
  method: 'post',
  path: '/api/shell/training',
  summary: 'Open the training office instead of an office that is not set up yet',
  for: 'anyone',
  answer: z.object({ address: z.url().nullable() }),
})

const stateAnswer = officeStateSchema.pick({ state: true, training: true })

/**
 * For shells: answers {@link openTraining} by `open`, or refuses it with problem+json. `office` is the office's
 * answer to `readOffice`; when that is a no, it is passed on.
 */
export async function answerOpenTraining(
  office: Response,
  open: () => Promise<{ readonly address: string | null }>,
): Promise<Response> {
  if (!office.ok) return office
  const { data } = stateAnswer.safeParse(await office.json())
  if (data?.state === 'new' && !data.training) return Response.json(await open())
  const problem = problemOf(new Refusal('office-already-set-up'))
  return Response.json(problem, {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json' },
  })
}
