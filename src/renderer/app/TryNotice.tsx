import { useEffect, useState } from 'react'
import type { Problem } from '../../contract/refusals.ts'
import { useLocale } from '../text/Text.tsx'
import { Notice } from '../ui/Notice.tsx'
import { ProblemNotice } from './problems.tsx'
import { problemSentence } from './problemSentence.ts'

/** What a wrong password or PIN answers: the tries that are left, or the seconds to wait, counted down. */
export function TryNotice({ problem }: { problem: Problem | null }) {
  const waiting = problem?.code === 'locked-out' ? Number(problem.data?.['seconds'] ?? 0) : null
  if (problem === null || waiting === null) return <ProblemNotice problem={problem} />
  // The key: a new refusal starts a new count.
  return <Countdown key={JSON.stringify(problem)} problem={problem} seconds={waiting} />
}

function Countdown({ problem, seconds }: { problem: Problem; seconds: number }) {
  const locale = useLocale()
  const left = useSecondsLeft(seconds)
  if (left === 0) return null
  // The sentence names the seconds there were; what is left of them takes their place.
  const title = problemSentence(problem, locale).replace(String(seconds), String(left))
  return <Notice live="alert" tone="warning" title={title} />
}

/** Seconds left of a wait that begins now. */
function useSecondsLeft(seconds: number): number {
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    const end = performance.now() + seconds * 1000
    const timer = window.setInterval(
      () => setLeft(Math.max(0, Math.ceil((end - performance.now()) / 1000))),
      250,
    )
    return () => window.clearInterval(timer)
  }, [seconds])
  return left
}
