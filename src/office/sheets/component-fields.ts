import * as z from 'zod'
import { line } from './fields.ts'

/** A paper of a dossier. */
export const component = z.object({
  name: line(160),
  form: z.enum(['original', 'copy', 'form']),
  quantity: z.int().min(1).max(99),
})

/** What a paper is, as printed. */
export const componentForms: Readonly<Record<z.output<typeof component>['form'], string>> = {
  original: 'Bản chính',
  copy: 'Bản sao',
  form: 'Mẫu đơn',
}
