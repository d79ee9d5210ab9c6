import { existsSync, readFileSync } from 'node:fs'
import { Refusal } from '../../contract/refusals.ts'
import type { Judgement } from '../../domain/verdict.ts'
import { builtAt } from '../../office/built-at.ts'
import { databasePath } from '../../office/desk.ts'
import { type OfficeFacts, readMeta, readSecret } from '../../office/facts.ts'
import { withOwnKnowledge } from '../../office/features/issuing/own-knowledge.ts'
import { dataFolder, trainingFolder } from '../../office/host.ts'
import { judge } from '../../office/token/judge.ts'
import { judgeAtDesk } from '../../office/token/judge-at-desk.ts'
import { acceptRevocationList } from '../../office/token/revocation.ts'
import { parse } from '../../office/token/token.ts'
import { acceptTrustList } from '../../office/token/trust-list.ts'
import type {
  Accepted,
  CheckpointPlace,
  ListRefusal,
  RevocationList,
  TrustList,
} from '../../office/token/types.ts'
import { misused, No } from '../command.ts'
import { openFolder } from '../folder/open-folder.ts'
import { tell } from '../say.ts'
import type { VerifyOptions } from './options.ts'

/** Somewhere that judges codes: its lists, its clock and its place. To be closed when there is nothing more to judge. */
export type Checkpoint = { judge(text: string): Judgement; close(): void }

type Holding = {
  readonly roots: readonly string[]
  readonly trust: Uint8Array | null
  readonly revocations: Uint8Array | null
  readonly serverTime: number | null
  readonly place: CheckpointPlace
  /** What the office has done itself, which no list may say yet. */
  readonly known: (judgement: Judgement, text: string) => Judgement
  readonly close: () => void
}

/**
 * Makes the checkpoint the options describe; files named in them go before what an office's data folder holds.
 * Throws `No` when a list is not accepted, or no root is known to check it with: judging by half of what was named would
 * mislead.
 */
export async function checkpointOf(options: VerifyOptions): Promise<Checkpoint> {
  const held = options.data === null ? nothingHeld : await heldBy(options.data, options)
  try {
    return await judging(options, held)
  } catch (error) {
    held.close()
    throw error
  }
}

async function judging(options: VerifyOptions, held: Holding): Promise<Checkpoint> {
  const trustFile = options.trust === null ? held.trust : readList(options.trust)
  const trust = trustFile ? trustOf(trustFile, await rootsFor(options, held)) : null
  const revocationFile = options.revocations === null ? held.revocations : readList(options.revocations)
  const revocation = revocationFile ? revocationsOf(revocationFile, trust) : null
  const clock = { now: options.at, builtAt, serverTime: held.serverTime }
  return {
    judge(text) {
      const token = parse(text)
      const at = (place: CheckpointPlace) => judge(token, clock, place, { trust, revocation })
      return held.known(options.place ? at(options.place) : judgeAtDesk(at, held.place), text)
    },
    close: held.close,
  }
}

const nothingHeld: Holding = {
  roots: [],
  trust: null,
  revocations: null,
  serverTime: null,
  place: null,
  known: (judgement) => judgement,
  close: () => undefined,
}

/** The roots that were named; else those of the folder that was named; else those this computer's office has pinned. */
async function rootsFor(options: VerifyOptions, held: Holding): Promise<readonly string[]> {
  if (options.roots.length > 0) return options.roots
  if (held.roots.length > 0) return held.roots
  const here = options.data === null ? await officeHere(options) : null
  if (here) {
    tell({
      vi: `Tin các khóa gốc mà quầy trên máy này đã ghim (${here.folder}): ${here.roots.join(', ')}`,
      en: `Trusted are the roots that this computer's office has pinned (${here.folder}): ${here.roots.join(', ')}`,
    })
    return here.roots
  }
  throw misused(
    'Chưa biết khóa gốc để kiểm danh sách nơi cấp: thêm --roots HEX, hoặc --data THƯ-MỤC của một quầy đã ghi danh.',
    'No root is known to check the list of issuers with: add --roots HEX, or --data DIR of an office that is enrolled.',
  )
}

/** What the office of this computer has pinned, or else its training office; null where neither can be read. */
async function officeHere({ credentials }: VerifyOptions) {
  const usual = dataFolder({ chosen: undefined, training: false, environment: process.env })
  const folder = [usual, trainingFolder(usual)].find((one) => existsSync(databasePath(one)))
  if (folder === undefined) return null
  try {
    const { store } = await openFolder(folder, credentials)
    const roots = readMeta<string[]>(store, 'roots') ?? []
    store.close()
    return roots.length > 0 ? { folder, roots } : null
  } catch (error) {
    // It is at work, or needs a password that was not given: then the roots must be named.
    if (error instanceof Refusal || error instanceof No) return null
    throw error
  }
}

async function heldBy(dataDir: string, { credentials }: VerifyOptions): Promise<Holding> {
  const { store } = await openFolder(dataDir, credentials)
  const office = readMeta<OfficeFacts>(store, 'office')
  const bytes = (name: string) => {
    const value = readSecret(store, name)
    return value ? Uint8Array.from(value) : null
  }
  return {
    roots: readMeta<string[]>(store, 'roots') ?? [],
    trust: bytes('trust-list'),
    revocations: bytes('revocations'),
    serverTime: readMeta<number>(store, 'server-time') ?? null,
    place: office ? { ward: Number(office.wardCode), codes: [] } : null,
    known: (judgement, text) => withOwnKnowledge(store, judgement, text),
    close: () => store.close(),
  }
}

/** A list file: its bytes, or their hex digits as text. */
function readList(path: string): Uint8Array {
  let bytes: Uint8Array
  try {
    bytes = Uint8Array.from(readFileSync(path))
  } catch {
    throw new No({ vi: `Không đọc được tệp ${path}.`, en: `The file ${path} cannot be read.` })
  }
  const text = Buffer.from(bytes).toString('latin1').trim()
  return /^(?:[0-9a-f]{2})+$/i.test(text) ? Uint8Array.from(Buffer.from(text, 'hex')) : bytes
}

function trustOf(wire: Uint8Array, roots: readonly string[]): TrustList {
  const publicKeys = roots.map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')))
  return accepted(acceptTrustList(wire, { publicKeys, withdrawn: [] }, 0), 'trust')
}

function revocationsOf(wire: Uint8Array, trust: TrustList | null): RevocationList {
  return accepted(acceptRevocationList(wire, trust, 0), 'revocations')
}

function accepted<List>(outcome: Accepted<List>, name: 'trust' | 'revocations'): List {
  if (outcome.accepted) return outcome.list
  const { vi, en } = refusalSentences[outcome.reason]
  throw new No({
    vi: `Danh sách (--${name}) không được nhận: ${vi} (${outcome.reason}).`,
    en: `The list (--${name}) is not accepted: ${en} (${outcome.reason}).`,
  })
}

const refusalSentences: Readonly<Record<ListRefusal, { readonly vi: string; readonly en: string }>> = {
  size: { vi: 'tệp quá lớn', en: 'the file is too large' },
  cbor: { vi: 'nội dung bị hỏng', en: 'its content is broken' },
  cose: { vi: 'không có cấu trúc chữ ký', en: 'it does not have the signed structure' },
  header: { vi: 'phần đầu không đúng quy định', en: 'its header breaks the rules' },
  schema: { vi: 'không phải loại danh sách này', en: 'it is not a list of this kind' },
  'no-trust-list': { vi: 'cần danh sách nơi cấp trước', en: 'the list of issuers is needed first' },
  'unknown-root': { vi: 'khóa gốc đã ký không được ghim', en: 'the root that signed it is not pinned' },
  'unknown-issuer': { vi: 'không rõ ai ký', en: 'its signer is unknown' },
  forged: { vi: 'chữ ký sai', en: 'its signature is wrong' },
  scope: { vi: 'khóa ký không được giao việc này', en: 'its key may not sign this' },
  'key-period': { vi: 'ký ngoài thời hạn của khóa', en: 'it was signed outside the period of its key' },
  'key-withdrawn': { vi: 'khóa ký đã bị thu hồi', en: 'its key was withdrawn' },
  older: { vi: 'cũ hơn danh sách đang có', en: 'it is older than the one held' },
}
