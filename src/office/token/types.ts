import type { KeyObject } from 'node:crypto'
import type { PaperContent } from '../../domain/signed-paper.ts'
import type { UnreadableReason } from '../../domain/verdict.ts'

/** First 4 bytes of SHA-256 of a raw public key, as 8 lower-case hex digits. */
export type Kid = string

/** The two spellings of a token (section 1): `base45` begins `VP1:`, `numeric` begins `71002601`. */
export type TokenForm = 'base45' | 'numeric'

/** A signing key: the raw 32-byte public half, its kid, the private half, and how it signs (64 bytes). */
export type SigningKey = {
  readonly kid: Kid
  readonly publicKey: Uint8Array
  readonly privateKey: KeyObject
  readonly sign: (bytes: Uint8Array) => Uint8Array
}

/** As much of a signing key as signing takes: the private half may be anywhere. */
export type Signer = Pick<SigningKey, 'kid' | 'publicKey' | 'sign'>

/** A token that can be read but is not judged yet; nothing of it may be shown (section 8). */
export type Token = {
  readonly readable: true
  readonly form: TokenForm
  readonly bytes: Uint8Array
  readonly kid: Kid
  /** −19 (Ed25519) or the deprecated −8 (EdDSA), which means the same here. */
  readonly algorithm: number
  /** When it was signed, seconds since 1970, UTC. */
  readonly issuedAt: number
  readonly content: PaperContent
  /** The bytes the signature covers (Sig_structure of RFC 9052). */
  readonly signed: Uint8Array
  readonly signature: Uint8Array
}

/** A scanned text that is no readable token, and why. */
export type Unreadable = { readonly readable: false; readonly reason: UnreadableReason }

/** What a scanned text turned out to be. */
export type Parsed = Token | Unreadable

/** Times a judgement rests on, milliseconds since 1970: the device clock, the build, the last server time. */
export type JudgeClock = {
  readonly now: number
  readonly builtAt: number
  readonly serverTime: number | null
}

/** Where the checkpoint stands: ward code and the zone and market codes that apply; null = not set up. */
export type CheckpointPlace = { readonly ward: number | null; readonly codes: readonly string[] } | null

/** Bit mask of what a key may sign (section 6). */
export const keyKinds = {
  permit: 1,
  marketCard: 2,
  organisation: 4,
  revocationList: 8,
  training: 16,
} as const

/** 1 = retired: papers signed before stay good; 2 = compromised: every paper of the key is revoked. */
export type KeyWithdrawal = { readonly day: number; readonly reason: 1 | 2 }

/** One key of the trust list; ward 0 = the city; days count from 1970-01-01; categories mask, 0 = all. */
export type IssuerEntry = {
  readonly kid: Kid
  readonly publicKey: Uint8Array
  readonly ward: number
  readonly name: string
  readonly firstDay: number
  readonly lastDay: number
  readonly kinds: number
  readonly categories: number
  readonly withdrawn?: KeyWithdrawal
}

/** What a root signs: the keys that count. `nextUpdate` is a day; `withdrawnRoots` are kids. */
export type TrustListContent = {
  readonly seq: number
  readonly nextUpdate: number
  readonly issuers: readonly Omit<IssuerEntry, 'kid'>[]
  readonly withdrawnRoots: readonly Kid[]
}

/** An accepted trust list; `byKid` finds every entry with a kid (two keys may share one). */
export type TrustList = {
  readonly seq: number
  readonly issuedAt: number
  readonly signedBy: Kid
  readonly nextUpdate: number
  readonly issuers: readonly IssuerEntry[]
  readonly withdrawnRoots: readonly Kid[]
  readonly byKid: ReadonlyMap<Kid, readonly IssuerEntry[]>
}

/** Pinned public keys of the roots and the kids of the roots that an accepted list has withdrawn. */
export type Roots = { readonly publicKeys: readonly Uint8Array[]; readonly withdrawn: readonly Kid[] }

/** 1 withdrawn, 2 replaced, 3 lost or stolen, 4 issued in error, 5 key compromised (series 0 only). */
export type RevocationReason = 1 | 2 | 3 | 4 | 5

/** Indexes of one series (0 = every series of the key) under one reason; no runs = all of them. */
export type RevocationEntry = {
  readonly kid: Kid
  readonly series: number
  readonly reason: RevocationReason
  /** Ascending, disjoint, not touching; first and last index, both included. */
  readonly runs: readonly (readonly [first: number, last: number])[]
}

/** What the city signs at least daily: the complete list of papers that no longer count. */
export type RevocationListContent = {
  readonly seq: number
  readonly maxAgeHours: number
  readonly entries: readonly RevocationEntry[]
}

/** An accepted revocation list; `bySeries` is keyed `kid:series`. */
export type RevocationList = RevocationListContent & {
  readonly issuedAt: number
  readonly signedBy: Kid
  readonly bySeries: ReadonlyMap<string, readonly RevocationEntry[]>
}

/** The accepted lists a checkpoint holds. */
export type Lists = { readonly trust: TrustList | null; readonly revocation: RevocationList | null }

/** Why a list was not accepted; the stored one stays. `older` includes the same number again. */
export type ListRefusal =
  | 'size'
  | 'cbor'
  | 'cose'
  | 'header'
  | 'schema'
  | 'no-trust-list'
  | 'unknown-root'
  | 'unknown-issuer'
  | 'forged'
  | 'scope'
  | 'key-period'
  | 'key-withdrawn'
  | 'older'

/** Outcome of offering a list file. */
export type Accepted<List> =
  | { readonly accepted: true; readonly list: List }
  | { readonly accepted: false; readonly reason: ListRefusal }

/** Why an issuing PC may not print a token. */
export type TokenRefusal =
  | {
      readonly reason: 'too-long'
      readonly tooManyCharacters: number
      readonly bytes: number
      readonly limit: number
    }
  | { readonly reason: 'field'; readonly field: string }

/** A printed symbol: square matrix without quiet zone (true = black), side in modules, module in mm. */
export type TokenSymbol = {
  readonly modules: readonly (readonly boolean[])[]
  readonly size: number
  readonly level: 'H' | 'Q' | 'M'
  readonly version: number
  readonly moduleMm: number
}
