import { parseArgs } from 'node:util'
import type { CheckpointPlace } from '../../office/token/types.ts'
import { misused } from '../command.ts'
import { type Credentials, credentialOptions } from '../folder/open-folder.ts'

export type VerifyOptions = {
  readonly json: boolean
  readonly person: boolean
  readonly at: number
  readonly place: CheckpointPlace
  readonly trust: string | null
  readonly revocations: string | null
  /** Public keys of the roots, 64 hex digits each. */
  readonly roots: readonly string[]
  readonly data: string | null
  readonly vectors: string | null
  readonly credentials: Credentials
  /** Texts and file names; `-` stands for the lines of standard input. */
  readonly codes: readonly string[]
}

/** Reads the command line of `verify`. Throws `No` (exit 2) for a value that cannot be meant. */
export function readVerifyOptions(args: readonly string[]): VerifyOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      person: { type: 'boolean', default: false },
      at: { type: 'string' },
      place: { type: 'string', multiple: true },
      trust: { type: 'string' },
      revocations: { type: 'string' },
      roots: { type: 'string', multiple: true },
      data: { type: 'string' },
      vectors: { type: 'string' },
      ...credentialOptions,
    },
  })
  if (values.vectors === undefined && positionals.length === 0)
    throw misused(
      'Hãy cho một mã, ảnh hoặc tệp PDF. Xem: npx quay verify --help',
      'Give a code, a picture or a PDF file. See: npx quay verify --help',
    )
  return {
    json: values.json,
    person: values.person,
    at: instantOf(values.at),
    place: placeOf(listOf(values.place)),
    trust: values.trust ?? null,
    revocations: values.revocations ?? null,
    roots: listOf(values.roots).map(rootOf),
    data: values.data ?? null,
    vectors: values.vectors ?? null,
    credentials: values,
    codes: positionals,
  }
}

/** `--place A --place B` and `--place A,B` are the same. */
function listOf(values: readonly string[] | undefined): string[] {
  return (values ?? []).flatMap((value) => value.split(',')).filter(Boolean)
}

/** A time without its zone is a time in Vietnam. */
function instantOf(text: string | undefined): number {
  if (text === undefined) return Date.now()
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text)
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text)
  const instant = Date.parse(day ? `${text}T00:00+07:00` : hasZone ? text : `${text}+07:00`)
  if (Number.isNaN(instant) || !/^\d{4}-\d{2}-\d{2}/.test(text))
    throw misused(
      `--at: ${text} không phải thời điểm. Viết như 2026-11-21T08:00+07:00.`,
      `--at: ${text} is no moment. Write it like 2026-11-21T08:00+07:00.`,
    )
  return instant
}

function placeOf(codes: readonly string[]): CheckpointPlace {
  if (codes.length === 0) return null
  const wards = codes.filter((code) => /^\d{5}$/.test(code))
  if (wards.length > 1)
    throw misused('--place: chốt chỉ ở một phường.', '--place: a checkpoint stands in one ward only.')
  const [ward] = wards
  return {
    ward: ward === undefined ? null : Number(ward),
    codes: codes.filter((code) => !/^\d{5}$/.test(code)),
  }
}

function rootOf(hex: string): string {
  if (/^[0-9a-f]{64}$/i.test(hex)) return hex.toLowerCase()
  throw misused('--roots: khóa gốc có 64 chữ số hex.', '--roots: a root key has 64 hex digits.')
}
