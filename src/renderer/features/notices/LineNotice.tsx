import type { RouteAnswer } from '../../../contract/route.ts'
import type { sendNotices } from '../../../contract/desk/notices.ts'
import { showInstant } from '../../text/figures.ts'
import { useNoticesText } from '../../text/notices.ts'
import { Notice } from '../../ui/Notice.tsx'

/** What stands between the office and its mail server; nothing while all is well. */
export function LineNotice({ line }: { line: RouteAnswer<typeof sendNotices> }) {
  const text = useNoticesText()
  const { on, problem, nextTryAt } = line
  if (!on) return <Notice tone="info" title={text.off} next={text.offNext} />
  if (problem === null) return null
  const isForAdministrator = problem !== 'unreachable' || nextTryAt === null
  return (
    <Notice
      tone="warning"
      title={text.problems[problem]}
      next={
        isForAdministrator ? text.problemAdministrator : text.problemNext(showInstant(Date.parse(nextTryAt)))
      }
    />
  )
}
