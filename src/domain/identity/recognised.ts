import type { CivilDate, PartialDate } from '../calendar.ts'
import type { DossierNumber } from './dossier-number.ts'

/** As the papers say it: *Nam* male, *Nữ* female. */
export type Sex = 'male' | 'female'

/** What a scanner, camera or keyboard handed over, before anybody knows what it means. */
export interface ScanRead {
  /** The text; where `damage` is set it only serves to show the damage. */
  readonly text: string
  /**
   * Trouble known before the content is looked at: bytes that are not UTF-8, a scan whose last report never
   * came, an unknown ECI number, a Vietnamese input method that interfered with a keyboard-mode reader.
   */
  readonly damage?: 'utf-8' | 'incomplete' | 'eci' | 'input-method' | null
  /** AIM identifier (ISO/IEC 15424) such as `]Q1`, where the reader names it. */
  readonly symbology?: string | null
  /** True for readers in keyboard mode, whose accented letters nobody may store unseen. */
  readonly keyboard?: boolean
}

/** What became of the letters. Null: nothing is wrong, or it was put right without loss (`repaired`). */
export type ScanDamage =
  | 'truncated'
  | 'diacritics-lost'
  | 'question-marks'
  | 'code-page'
  | 'input-method'
  | 'mojibake'

/** Things the clerk should look at; none of them makes a paper false. A closed list: each has a user text. */
export const scanWarnings = [
  'sex-mismatch',
  'century-mismatch',
  'birth-year-mismatch',
  'unknown-province',
  'card-expired',
  'possibly-no-diacritics',
  'possibly-truncated',
  'sex-from-number',
  'birth-date-incomplete',
  'issue-date-implausible',
  'field-count',
  'bad-field',
  'check-digit',
  'confirm-letters',
  'differs-from-last-scan',
] as const
export type ScanWarning = (typeof scanWarnings)[number]

/** The rule that decided what a text is: for the log and for questions from the ward, never shown raw. */
export type ScanRule =
  | 'card-7-fields'
  | 'card-11-fields'
  | 'card-field-count'
  | 'card-bad-field'
  | 'number-12-digits'
  | 'number-9-digits'
  | 'health-card'
  | 'health-card-cut'
  | 'mrz-td1'
  | 'mrz-td3'
  | 'mrz-cut'
  | 'permit-base45'
  | 'permit-digits'
  | 'dossier-number'
  | 'unreadable'
  | 'none'

interface Read {
  /** The cleaned text, for showing to the clerk who asked. Never for the log. */
  readonly text: string
  readonly rule: ScanRule
  /** True when the letters were wrong (UTF-8 read as another code page, or decomposed) and put right exactly. */
  readonly repaired: boolean
  readonly damage: ScanDamage | null
  readonly warnings: readonly ScanWarning[]
  /** Whether the identity number (`idNumber`, for an old card `oldIdNumber`) may be taken over. */
  readonly accepted: boolean
}

/**
 * A paper about a person. A field that is missing on the paper, or damaged, is left out: what is present
 * may be shown as read. `idNumber` has 12 digits, `oldIdNumber` 9 (12 for a cancelled number).
 */
export interface PersonRead extends Read {
  readonly kind: 'cccd' | 'can-cuoc' | 'cmnd' | 'bhyt' | 'mrz-td1' | 'mrz-td3'
  readonly idNumber?: string
  readonly oldIdNumber?: string
  readonly fullName?: string
  readonly birthDate?: PartialDate
  readonly sex?: Sex
  readonly address?: string
  readonly issueDate?: CivilDate
  /** Cards: when the card ends by the ages of renewal; MRZ and health card: as printed. */
  readonly expiryDate?: CivilDate
  /** 11-field card: the four last fields as read, whatever they turn out to mean. */
  readonly tail?: readonly string[]
  readonly cancelledNumbers?: readonly string[]
  readonly parentNames?: readonly string[]
  /** Health card (*thẻ BHYT*): its own number, 15 characters, and the code of the first-care hospital. */
  readonly healthCard?: {
    readonly number: string
    readonly firstCareCode: string
    readonly validFrom?: CivilDate
  }
  /** MRZ: the document as such. Names there have no diacritics: for comparison only, never for storing. */
  readonly document?: {
    readonly number: string
    readonly issuer: string
    readonly nationality: string
    readonly surname: string
    readonly givenNames: string
  }
}

/** A signed QR of this system. Which of the three it is, only the opened token says; until then `permit`. */
export interface TokenRead extends Read {
  readonly kind: 'permit' | 'market-card' | 'organisation'
  readonly token: string
}

/** The number on a receipt of this office; it opens the dossier. */
export interface ReceiptRead extends Read {
  readonly kind: 'receipt'
  readonly dossierNumber: DossierNumber
}

/** Anything else, web addresses too: show the text, do nothing. */
export interface UnknownRead extends Read {
  readonly kind: 'unknown'
}

/** What a scan turned out to be. */
export type Recognised = PersonRead | TokenRead | ReceiptRead | UnknownRead

/** Whether a read is a paper about a person. */
export function isPersonRead(read: Recognised): read is PersonRead {
  return !['permit', 'market-card', 'organisation', 'receipt', 'unknown'].includes(read.kind)
}
