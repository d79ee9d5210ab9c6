import type { rosterChanges as vi } from './rosterChanges.vi.ts'

export const rosterChanges: typeof vi = {
  counts: (entered, changed, same, left) =>
    `When taken: ${entered} new households, ${changed} to be changed, ${same} rows that change nothing, ${left} rows left out.`,
  list: 'What would change',
  cut: (shown) => `Only the first ${shown} households are shown.`,
  nothing: 'empty',
  fields: {
    members: 'members',
    shopper: 'who shops',
    idNumber: 'ID number',
    birthDate: 'birth date',
    zone: 'zone',
    stay: 'kind of stay',
    stairwell: 'stairwell',
    phone: 'phone',
    note: 'note',
  },
}
