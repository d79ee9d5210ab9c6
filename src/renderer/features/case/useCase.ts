import { useCallback, useState } from 'react'
import { type Case, readCase } from '../../../contract/desk/cases.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { routeKey, useRoute } from '../../app/queries.ts'
import { queryClient, type Topic } from '../../app/queryClient.ts'

const topics: readonly Topic[] = ['cases', 'sync']

/**
 * One case, read anew whenever something about cases or sync changes, and what stands in the way of the last act.
 * `take` puts the case after an own act into place at once; `lookAgain` reads it anew after somebody else was faster.
 */
export function useCase(caseId: string) {
  const input = { params: { caseId } }
  const read = useRoute(readCase, input, topics)
  const [problem, setProblem] = useState<Problem | null>(null)
  const { refetch } = read
  const take = useCallback(
    (after: Case) => {
      setProblem(null)
      queryClient.setQueryData(routeKey(readCase, { params: { caseId: after.caseId } }, topics), after)
    },
    [setProblem],
  )
  const lookAgain = useCallback(
    (why: Problem) => {
      setProblem(why)
      void refetch()
    },
    [refetch],
  )
  return { read, problem, setProblem, take, lookAgain }
}
