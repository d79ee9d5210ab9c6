import { z } from 'zod'
import { route } from '../route.ts'

/** A form that is not registered yet. Field values as typed, so that nothing typed is ever lost. */
export const draftSchema = z.object({
  draftId: z.uuid(),
  form: z.string().max(40),
  fields: z.record(z.string().max(60), z.string().max(2000)),
  /** The field the person was in. */
  focus: z.string().max(60).nullable(),
  updatedAt: z.string(),
})
export type Draft = z.infer<typeof draftSchema>

export const listDrafts = route({
  method: 'get',
  path: '/api/drafts',
  summary: 'One’s own unfinished forms, newest first',
  for: 'staff',
  answer: z.object({ drafts: z.array(draftSchema) }),
})

export const saveDraft = route({
  method: 'put',
  path: '/api/drafts/{draftId}',
  summary: 'Keep a form as it is; called as each field is left',
  for: 'staff',
  params: z.object({ draftId: z.uuid() }),
  body: draftSchema.omit({ draftId: true, updatedAt: true }),
  answer: z.object({ savedAt: z.string() }),
})

export const discardDraft = route({
  method: 'delete',
  path: '/api/drafts/{draftId}',
  summary: 'Throw an unfinished form away',
  for: 'staff',
  params: z.object({ draftId: z.uuid() }),
  answer: z.object({}),
})
