import type { Judgement } from '../../domain/verdict.ts'
import type { CheckpointPlace } from './types.ts'

/**
 * What a desk says to a paper: a paper bound to zones or markets alone is judged without a place, because which of them
 * a desk lies in nobody has said; a gate looks at it.
 */
export function judgeAtDesk(
  judgeAt: (place: CheckpointPlace) => Judgement,
  place: CheckpointPlace,
): Judgement {
  const here = judgeAt(place)
  return isBoundToCodes(here) ? judgeAt(null) : here
}

function isBoundToCodes({ answer, paper }: Judgement): boolean {
  if (answer !== 'wrong-place') return false
  return paper?.content.places?.every((place) => typeof place === 'string') ?? false
}
