import { readHub } from '../../../contract/desk/hub.ts'
import { useRoute } from '../../app/queries.ts'
import { figure, showInstant } from '../../text/figures.ts'
import { useHubText } from '../../text/hub.ts'
import { useLocale } from '../../text/Text.tsx'
import { Notice } from '../../ui/Notice.tsx'

/** On the Sync page: what of this PC lies at the hub, or why nothing gets there. Nothing while no hub is in use. */
export function HubNotice() {
  const text = useHubText()
  const locale = useLocale()
  const using = useRoute(readHub, {}, ['hub', 'sync']).data?.using
  if (!using) return null
  const { problem, inUse, linesThere, thereSince, cityProblem } = using
  if (inUse && problem) return <Notice tone="warning" title={text.problems[problem]} />
  if (thereSince === null || linesThere === 0) return null
  return (
    <Notice
      live="status"
      tone="info"
      title={text.there(figure(locale, linesThere), showInstant(Date.parse(thereSince)))}
      next={text.thereNext}
    >
      {cityProblem && text.cityProblems[cityProblem]}
    </Notice>
  )
}
