import { expect, test } from 'vitest'
import { foundCity } from './psp-city.ts'
import { sound } from './psp-mutations.ts'
import { playStory } from './psp-story.ts'

test('stories that once went wrong go well', async () => {
  const founding = await foundCity(3)
  try {
    for (const seed of [3033, 51_824, 306_265]) {
      const { lost, doubled, wrong, stuck, first } = await playStory(founding, seed, sound)
      expect({ lost, doubled, wrong, stuck, first }, `story ${seed}`).toEqual({
        lost: 0,
        doubled: 0,
        wrong: 0,
        stuck: 0,
        first: null,
      })
    }
  } finally {
    await founding.remove()
  }
})
