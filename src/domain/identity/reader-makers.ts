/** What can be changed on a reader. A closed list: each has a user text. */
export const readerAdvices = [
  'switch-to-hid-pos',
  'switch-to-serial',
  'set-suffix-cr',
  'remove-added-text',
  'set-utf8',
  'set-eci-off',
  'set-aim-prefix',
  'set-country-us',
  'set-prefix-key',
  'set-key-delay',
  'turn-input-method-off',
  'turn-caps-lock-off',
  'read-larger-codes',
  'check-cable',
] as const
export type ReaderAdvice = (typeof readerAdvices)[number]

/** A set-up code of a maker: scanned from the model's own manual, named here so that it is found there. */
export interface SetUpCode {
  readonly advice: ReaderAdvice
  /** Name of the setting in the maker's manual. */
  readonly name: string
  /** The maker's code word, where known. */
  readonly code: string | null
}

/** A maker of readers by its USB vendor numbers (`scanning.md` 2.5 and 11). */
export interface ReaderMaker {
  readonly name: string
  readonly vendorIds: readonly number[]
  readonly setUp: readonly SetUpCode[]
}

/** Makers whose readers wards are likely to own. */
export const readerMakers: readonly ReaderMaker[] = [
  {
    name: 'Honeywell',
    vendorIds: [0x0c2e, 0x23d0],
    setUp: [
      { advice: 'switch-to-hid-pos', name: 'USB HID POS', code: 'PAP131' },
      { advice: 'switch-to-serial', name: 'USB Serial', code: 'TRMUSB130' },
    ],
  },
  {
    name: 'Zebra',
    vendorIds: [0x05e0],
    setUp: [
      { advice: 'switch-to-hid-pos', name: 'USB HID POS', code: null },
      { advice: 'switch-to-serial', name: 'USB CDC Host', code: null },
    ],
  },
  {
    name: 'Datalogic',
    vendorIds: [0x05f9],
    setUp: [
      { advice: 'switch-to-serial', name: 'USB-COM', code: null },
      { advice: 'switch-to-hid-pos', name: 'USB HID POS', code: null },
    ],
  },
  {
    name: 'Newland',
    vendorIds: [0x1eab],
    setUp: [{ advice: 'switch-to-hid-pos', name: 'USB HID POS', code: null }],
  },
  {
    name: 'Opticon',
    vendorIds: [0x065a],
    setUp: [{ advice: 'switch-to-serial', name: 'USB Virtual COM', code: null }],
  },
  { name: 'Intermec', vendorIds: [0x067e], setUp: [] },
]

/** Whether a USB vendor number belongs to a known maker of readers. */
export function isReaderMaker(vendorId: number): boolean {
  return readerMakers.some(({ vendorIds }) => vendorIds.includes(vendorId))
}

/** The maker of a reader, or null. */
export function readerMaker(vendorId: number | null): ReaderMaker | null {
  return readerMakers.find(({ vendorIds }) => vendorId !== null && vendorIds.includes(vendorId)) ?? null
}
