import { officeStateSchema } from './desk/office.ts'
import { problemOf, Refusal } from './refusals.ts'

const stateAnswer = officeStateSchema.pick({ state: true, training: true })

/**
 * For shells: answers `openTraining` by `open`, or refuses it with problem+json. `office` is the office's
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
