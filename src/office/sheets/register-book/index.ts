import type { Sheet } from '../sheet.ts'
import { registerBookSheet } from './data.ts'
import { layoutRegisterBook } from './layout.ts'

/** Register of dossiers (*sổ theo dõi hồ sơ*), A4 across, for a period that is printed at once. */
export const registerBook: Sheet<typeof registerBookSheet> = {
  id: 'register-book',
  title: 'Sổ theo dõi hồ sơ',
  schema: registerBookSheet,
  layout: ({ entries, ...cover }) => layoutRegisterBook(cover, entries),
}
