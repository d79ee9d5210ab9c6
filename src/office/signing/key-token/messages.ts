import type { KeyKind } from '../certificate.ts'
import type { HelperProcess } from '../../helper-process.ts'
import type { CountedTries, PinFlags } from './tries.ts'

/** The vendor's PKCS#11 module: where it lies, and its SHA-256 (hexadecimal) where the office has pinned it. */
export type ModulePlace = { readonly path: string; readonly sha256: string | null }

/** A key token that is plugged in. */
export type TokenFacts = {
  /** Names this very token among all: maker, model and serial number. */
  readonly token: string
  readonly label: string
  readonly manufacturer: string
  readonly model: string
  readonly serialNumber: string
  readonly pin: PinFlags
  /** Somebody has set a PIN. */
  readonly pinSet: boolean
  /** The PIN is typed on the reader itself and never reaches this PC. */
  readonly pinPad: boolean
  /** Bytes of a PIN. */
  readonly pinLength: { readonly least: number; readonly most: number }
  /** It can make and use Ed25519 keys, as the office's issuing key for QR tokens is one. */
  readonly hasEd25519: boolean
}

/** A certificate on a key token, in DER. */
export type CertificateOnToken = { readonly label: string; readonly der: Uint8Array }

/** A private key that can sign. */
export type KeyOnToken = {
  /** Names the key on its token. */
  readonly key: string
  readonly label: string
  readonly kind: KeyKind
  /** DER of the certificate with the same id; null where there is none. */
  readonly certificate: Uint8Array | null
  /** The 32 bytes of an Ed25519 key; null for other kinds, whose certificate says it. */
  readonly publicKey: Uint8Array | null
  /** The token wants its PIN anew for each signature, which this office does not do. */
  readonly pinEachTime: boolean
}

/** Why the vendor's module cannot be used. */
export type NoModule = {
  readonly outcome: 'no-module'
  /** pkcs11js is not installed; the file is missing; it is another than the pinned one; it does not load. */
  readonly why: 'library-missing' | 'file-missing' | 'file-changed' | 'does-not-load'
  readonly detail: string
}

/** What any question may end with. `detail` is for the log: a name of PKCS#11 or of a signal, nothing personal. */
export type TokenFault =
  | NoModule
  | { readonly outcome: 'no-token' }
  | { readonly outcome: 'token-fault'; readonly detail: string }
  /** The module hung and its process was ended, or it crashed. */
  | { readonly outcome: 'no-answer'; readonly detail: string }

/** What a question to an unlocked token may end with: it was pulled, locked again, or another person unlocked it. */
export type UnlockedFault = TokenFault | { readonly outcome: 'not-unlocked' }

/** How unlocking may end besides; `triesLeft` before the token locks itself. */
export type NotUnlocked =
  | { readonly outcome: 'wrong-pin'; readonly triesLeft: number }
  /** One try is left, and it was not made. */
  | { readonly outcome: 'last-try' }
  | { readonly outcome: 'locked' }
  | { readonly outcome: 'no-pin-set' }
  | { readonly outcome: 'pin-expired' }
  /** No try was spent. */
  | { readonly outcome: 'pin-length'; readonly least: number; readonly most: number }
  /** The person pressed Cancel on the reader. */
  | { readonly outcome: 'cancelled' }

/** How signing may end besides. */
export type NotSigned =
  | UnlockedFault
  | { readonly outcome: 'no-such-key' }
  | { readonly outcome: 'pin-each-time' }

/** The questions, and what each may be answered with. */
export type Answers = {
  tokens: TokenFault | { readonly outcome: 'found'; readonly tokens: readonly TokenFacts[] }
  certificates:
    | TokenFault
    | { readonly outcome: 'found'; readonly certificates: readonly CertificateOnToken[] }
  unlock: (TokenFault | NotUnlocked | { readonly outcome: 'unlocked'; readonly handle: number }) & {
    readonly counted?: CountedTries
  }
  keys: UnlockedFault | { readonly outcome: 'found'; readonly keys: readonly KeyOnToken[] }
  sign: NotSigned | { readonly outcome: 'signed'; readonly signature: Uint8Array }
  generate:
    | UnlockedFault
    | { readonly outcome: 'no-ed25519' }
    | { readonly outcome: 'generated'; readonly key: string; readonly publicKey: Uint8Array }
  lock: TokenFault | { readonly outcome: 'locked-up' }
}

/** What is asked. `handle` is an unlocked token, `key` one of its keys. */
export type Question =
  | { readonly what: 'tokens' }
  | { readonly what: 'certificates'; readonly token: string }
  | ({ readonly what: 'unlock' } & UnlockQuestion)
  | { readonly what: 'keys'; readonly handle: number }
  | { readonly what: 'sign'; readonly handle: number; readonly key: string; readonly bytes: Uint8Array }
  | { readonly what: 'generate'; readonly handle: number; readonly label: string }
  | { readonly what: 'lock'; readonly handle: number }

export type UnlockQuestion = {
  readonly token: string
  /** UTF-8; null where the reader has a PIN pad. */
  readonly pin: Uint8Array | null
  /** What the office has counted before this try. */
  readonly counted: CountedTries
  /** Wrong tries after which the token locks itself. */
  readonly allowed: number
  /** An administrator has allowed the last try. */
  readonly lastTryAllowed: boolean
}

/** To the signing process; `ask` numbers the question. */
export type ToSigning = Question & { readonly ask: number; readonly module: ModulePlace }

/** From the signing process. */
export type FromSigning = {
  readonly ask: number
  readonly answer: Answers[keyof Answers]
  /** It has seen a PIN and nothing is unlocked: its memory is to be given back, which ends it. */
  readonly done: boolean
}

/** The process that alone loads the vendor's module, as a shell holds it. */
export type SigningProcess = HelperProcess<ToSigning, FromSigning>

/** Starts a signing process. Supplied by a shell whose processes are not Node's (Electron). */
export type StartSigningProcess = () => SigningProcess
