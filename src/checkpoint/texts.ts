import type { PaperKind } from '../domain/signed-paper.ts'
import type { Check } from '../contract/sync/checks.ts'
import type { ListRefusal } from '../office/token/types.ts'
import type { CameraTrouble } from './scan/camera.ts'
import type { Sent } from './upload.ts'
import { en } from './texts-en.ts'
import { vi } from './texts-vi.ts'

/** Every word of the page but those of the answers, which are the domain's. */
export type Texts = {
  readonly title: string
  readonly otherLanguage: string
  readonly tabs: Readonly<Record<'scan' | 'log' | 'lists' | 'place' | 'help', string>>
  readonly scan: {
    readonly camera: string
    readonly stopCamera: string
    readonly otherCamera: string
    readonly torch: string
    readonly picture: string
    readonly paste: string
    readonly pasteLabel: string
    readonly check: string
    readonly next: string
    readonly waiting: string
    readonly waitingHint: string
    readonly noCode: string
    readonly notPicture: string
    readonly trouble: Readonly<Record<CameraTrouble, string>>
  }
  readonly answer: {
    readonly unsigned: string
    readonly compare: string
    readonly compareHint: string
    readonly noLast4: string
    readonly compared: Readonly<Record<Check['compared'], string>>
    readonly sameName: string
    readonly otherName: string
    readonly earlier: (times: number, last: string) => string
    readonly content: string
    readonly kinds: Readonly<Record<PaperKind, string>>
    readonly fields: Readonly<
      Record<
        | 'kind'
        | 'number'
        | 'name'
        | 'plate'
        | 'days'
        | 'weekdays'
        | 'hours'
        | 'places'
        | 'text'
        | 'organisation'
        | 'household'
        | 'parity'
        | 'onlyDays'
        | 'visits'
        | 'taxCode'
        | 'headcount'
        | 'issuer',
        string
      >
    >
    readonly weekdays: readonly string[]
    readonly parity: readonly [odd: string, even: string]
    readonly visits: (visits: number, days: number) => string
  }
  readonly chips: {
    readonly online: string
    readonly offline: string
    readonly preparing: string
    readonly lists: (age: string) => string
    readonly noLists: string
    readonly waiting: (count: number) => string
    readonly allSent: string
  }
  readonly age: (minutes: number) => string
  readonly banner: Readonly<
    Record<'foreign' | 'training' | 'notInstalled' | 'notSecure' | 'noStore' | 'notLogged', string>
  >
  readonly lists: {
    readonly trust: string
    readonly revocations: string
    readonly none: string
    readonly signed: (when: string, age: string) => string
    readonly nextUpdate: (day: string) => string
    readonly issuers: (count: number) => string
    readonly revoked: (count: number) => string
    readonly goodFor: (hours: number) => string
    readonly stale: string
    readonly refresh: string
    readonly fromFile: string
    readonly taken: Readonly<Record<'trust' | 'revocations', string>>
    readonly current: string
    readonly noAnswer: string
    readonly reading: (read: number, of: number) => string
    readonly refused: (why: string) => string
    readonly reasons: Readonly<Record<ListRefusal, string>>
    readonly roots: string
  }
  readonly place: {
    readonly title: string
    readonly name: string
    readonly nameHint: string
    readonly ward: string
    readonly wardHint: string
    readonly codes: string
    readonly codesHint: string
    readonly position: string
    readonly takePosition: string
    readonly noPosition: string
    readonly positionTaken: (latitude: string, longitude: string) => string
    readonly positionFailed: string
    readonly save: string
    readonly wrongName: string
    readonly wrongWard: string
    readonly wrongCodes: string
    readonly pairing: string
    readonly pairingHint: string
    readonly code: string
    readonly pair: string
    readonly paired: string
    readonly sound: string
  }
  readonly log: {
    readonly title: string
    readonly none: string
    readonly note: string
    readonly sent: Readonly<Record<Sent, string>>
    readonly send: string
    readonly waits: string
  }
  readonly help: readonly string[]
}

/** The two languages of the page, Vietnamese first. */
export const languages = { vi, en } as const
export type Language = keyof typeof languages
