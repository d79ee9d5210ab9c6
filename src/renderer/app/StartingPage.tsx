import { useText } from '../text/Text.tsx'
import { LoadingState } from '../ui/States.tsx'
import { Notice } from '../ui/Notice.tsx'

/** The first moment: the office has not answered yet. */
export function StartingPage({ away }: { away: boolean }) {
  const text = useText().app
  return (
    <main>
      <LoadingState label={text.starting} rows={0} />
      {away && <Notice tone="warning" title={text.away} />}
    </main>
  )
}
