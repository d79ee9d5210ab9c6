import type { ReceiptKey, SubjectKeyRecipient } from '../contract/sync/base.ts'
import type { IssuingKey, PublishedPack } from '../contract/sync/operator.ts'
import type { RevocationReason } from '../office/token/types.ts'
import type { BackedUp } from './backup.ts'
import type { Confirmed, WithdrawalReason } from './issuers.ts'
import type { SignedExtract } from './extracts/sign-extract.ts'
import type { OperatorAccount } from './operators/operators.ts'
import type { SpareRootFile } from './spare-root.ts'
import type { AuditRow, DeviceRow, ListRow } from './store/rows.ts'

/** What an office pins of its city: the city configuration of an installation. */
type CityConfig = {
  readonly name: string
  /** Where the offices find it: as it was said, else where it listens; null when neither is known. */
  readonly address: string | null
  /** Raw Ed25519 public keys of root and spare root, hex. */
  readonly roots: readonly string[]
  readonly receiptKeys: readonly ReceiptKey[]
  readonly subjectKey: SubjectKeyRecipient
}

/** A running city server: the web handler, its listener, and what its operators may do. */
export type City = {
  fetch(request: Request): Promise<Response>
  /** Starts listening (host default 127.0.0.1, port 0 = any free one); resolves to the address. */
  listen(port: number, host?: string): Promise<string>
  /** Says at `/readyz` that it is about to close and ends long polls; goes on answering until `close`. */
  drain(): void
  /** Answers what is in flight, ends long polls, closes the store. */
  close(): Promise<void>
  readonly admin: CityAdmin
}

export type CityAdmin = {
  /** Makes a ward known; harmless when it is. */
  addWard(ward: { readonly code: string; readonly name: string }): Promise<void>
  /** A one-time code for one PC of the ward: 10 characters, 15 minutes. Throws for an unknown ward. */
  enrolmentCode(ward: string): Promise<string>
  /** A code by which devices of checkpoints are let in for 24 hours, as many as there are. */
  checkpointCode(): Promise<string>
  config(): CityConfig
  /** Signs and publishes a new trust list of all issuers; resolves to its number. */
  publishTrustList(): Promise<number>
  /** Puts papers on the revocation list of the next publication. */
  withdrawPapers(papers: readonly WithdrawnPaper[]): Promise<void>
  /** Signs and publishes a new revocation list; resolves to its number. */
  publishRevocations(): Promise<number>
  /** Revokes a PC: nothing it signs is taken any more. */
  revokeDevice(deviceId: string): Promise<void>
  /** Every PC that was ever enrolled, by ward and letters. */
  devices(): Promise<readonly DeviceRow[]>
  /** Lets a suspended PC send again: the other PC with its key is gone for certain. */
  readmitDevice(deviceId: string): Promise<void>
  /** Opens a subject's key; null when there is none (never sent, or erased). Throws when it breaks its commitment. */
  subjectKey(ward: string, subject: string): Promise<Uint8Array | null>
  /** The wards' issuing keys, those that wait for a telephone call first. */
  issuingKeys(): Promise<IssuingKey[]>
  /** Puts a key on the trust list by the eight digits somebody at the ward has read out. */
  confirmKey(kid: string, digits: string): Promise<Confirmed>
  /** Withdraws a ward's key since a day (number of it); false for an unknown key. */
  withdrawKey(kid: string, reason: WithdrawalReason, day: number): Promise<boolean>
  /**
   * Takes the spare root off this server: `keep` writes the file and reads it back. Resolves to its passphrase, told
   * once. Throws when it is away, or signs.
   */
  exportSpareRoot(keep: (bytes: Uint8Array) => Promise<Uint8Array>): Promise<string>
  /**
   * Withdraws the first root: from now on the spare one signs, from its file where it is away. Throws the second time.
   * Resolves to the list's number.
   */
  rotateRoot(spare?: SpareRootFile): Promise<number>
  /** The published lists, for a USB stick. */
  lists(): Promise<{ readonly trust: ListRow; readonly revocations: ListRow }>
  /** Signs a rule pack and tells these wards, or all (null) and those to come. Throws what refuses it. */
  publishPack(text: string, wards: readonly string[] | null): Promise<PublishedPack>
  /** Signs the population extract of a known ward; resolves to the file to bring there. Throws what refuses it. */
  signExtract(text: string): Promise<SignedExtract>
  /** Makes or changes an operator's account; resolves to the secret, made here unless one is said (training). */
  saveOperator(account: OperatorAccount, secret?: string): Promise<string>
  disableOperator(name: string): Promise<void>
  /** What was done at the city last, newest first. */
  audit(): Promise<readonly AuditRow[]>
  /** Writes a backup into a new folder, also while the city runs; it holds every secret. Throws why it cannot. */
  backUp(to: string): Promise<BackedUp>
  /** Does now what otherwise happens every ten minutes: refuses what was parked too long, signs old lists anew. */
  keepHouse(): Promise<void>
  /** Destroys the server's copies of a subject's key: the person can no longer be read here. */
  eraseSubject(ward: string, subject: string): Promise<void>
}

/** A paper that no longer counts: the key that issued it (8 hex digits), its series and index. */
type WithdrawnPaper = {
  readonly kid: string
  readonly series: number
  readonly index: number
  readonly reason: Exclude<RevocationReason, 5>
}
