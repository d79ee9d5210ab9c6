import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { newActId } from './actId.ts'

describe('the id of an act', () => {
  it('is a UUID of version 4, a new one every time', () => {
    const ids = Array.from({ length: 200 }, newActId)
    for (const id of ids) expect(z.uuidv4().safeParse(id).success).toBe(true)
    expect(new Set(ids).size).toBe(200)
  })
})
