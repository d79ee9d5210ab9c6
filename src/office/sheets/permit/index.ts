import type { Sheet } from '../sheet.ts'
import { permitSheet } from './data.ts'
import { layoutPermit } from './layout.ts'

/** Travel permit (*giấy đi đường*), A4. */
export const permit: Sheet<typeof permitSheet> = {
  id: 'permit',
  title: 'Giấy đi đường',
  schema: permitSheet,
  layout: layoutPermit,
}
