import type { search as source } from './search.vi.ts'

/** Search in English. */
export const search = {
  title: 'Search',
  note: 'Everyone ever registered on this PC.',
  box: 'Name, ID number, phone, case number or permit number',
  results: 'Results',
  found: (count: string) => `${count} people`,
  foundMany: (count: string) => `More than ${count} people, type more`,
  columns: {
    name: 'Full name',
    birth: 'Born',
    number: 'ID number',
    residence: 'Residence',
    phone: 'Phone',
    last: 'Last case',
  },
  noCase: 'no case yet',
  startTitle: 'Type what you know about the person',
  startNames: 'Name: any syllables, with or without marks (“dang huong”, “thu ha”)',
  startNumbers: 'ID number: whole or its last digits (“0456”); the old number too',
  startPhone: 'Phone number',
  startCases: 'Case number on the receipt, or permit number',
  startScan: 'Or scan an ID card, a receipt or the QR code on a permit',
  noneTitle: 'Nobody found',
  noneText: 'Try fewer letters, or the last digits of the ID. The person may be registered on another PC.',
  person: 'This person',
  personNone: 'Choose a row to see the person and their cases',
  cases: 'Cases',
  casesNone: 'This person has no case yet.',
  scanFailed: 'There is no case for the code just scanned. It may be on another PC.',
  scanUnknown: 'Nothing to search for in this code. Scan an ID card, a receipt or a permit.',
} satisfies typeof source
