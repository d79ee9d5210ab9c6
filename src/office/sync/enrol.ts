import { type KeyObject, sign } from 'node:crypto'
import { pspJson, syncBase } from '../../contract/sync/base.ts'
import {
  type EnrolmentAnswer,
  enrolmentAnswerSchema,
  enrolmentCode,
  enrolmentText,
} from '../../contract/sync/enrolment.ts'
import { type Problem, problemSchema } from '../../contract/sync/problem.ts'
import { keyIdOf, spkiOf } from './ed25519.ts'
import type { Connection } from './types.ts'

/** What enrolment takes. `roots` (hex) are those of the installation's city configuration; null on first trust. */
export type EnrolmentInput = {
  readonly address: string
  /** As typed: blanks, hyphens and small letters are forgiven. */
  readonly code: string
  readonly deviceKey: KeyObject
  /** The issuer's kind-6 request (token/issuer-request.ts), where this PC will issue papers. */
  readonly tokenIssuerRequest: Uint8Array | null
  readonly roots: readonly string[] | null
  readonly appVersion: string
  readonly fetch?: typeof fetch
  readonly signal?: AbortSignal
}

/** Why a PC was not enrolled; `refused` carries the city's problem, the others are this side's finding. */
export type EnrolmentFailure =
  | { readonly reason: 'code-form' | 'unreachable' | 'garbled-answer' | 'foreign-city' }
  | { readonly reason: 'refused'; readonly problem: Problem }

/** Outcome of an enrolment: the connection to keep (with what the city said), or why not. */
export type Enrolled =
  | { readonly enrolled: true; readonly connection: Connection; readonly answer: EnrolmentAnswer }
  | ({ readonly enrolled: false } & EnrolmentFailure)

const answerMs = 60_000

/** Enrols this PC by a one-time code. May be repeated with the same key and code when the answer was lost. */
export async function enrol(input: EnrolmentInput): Promise<Enrolled> {
  const code = enrolmentCode.safeParse(input.code.toUpperCase().replaceAll(/[\s-]/g, ''))
  if (!code.success) return { enrolled: false, reason: 'code-form' }
  const limit = AbortSignal.timeout(answerMs)
  let response: Response
  let json: unknown
  try {
    response = await (input.fetch ?? fetch)(new URL(`${syncBase}/enrolments`, input.address), {
      method: 'POST',
      headers: { 'content-type': pspJson },
      body: JSON.stringify(requestOf(input, code.data)),
      redirect: 'manual',
      signal: input.signal ? AbortSignal.any([input.signal, limit]) : limit,
    })
    json = await response.json().catch(() => undefined)
  } catch {
    return { enrolled: false, reason: 'unreachable' }
  }
  return response.ok ? connect(input, json) : refusal(json)
}

function requestOf(input: EnrolmentInput, code: string) {
  const fields = {
    code,
    spki: spkiOf(input.deviceKey).toString('base64url'),
    issuerRequest: input.tokenIssuerRequest && Buffer.from(input.tokenIssuerRequest).toString('base64url'),
    appVersion: input.appVersion,
  }
  const signature = sign(null, Buffer.from(enrolmentText(fields)), input.deviceKey).toString('base64url')
  return { ...fields, signature }
}

function connect({ address, deviceKey, roots }: EnrolmentInput, json: unknown): Enrolled {
  const parsed = enrolmentAnswerSchema.safeParse(json)
  const deviceId = keyIdOf(spkiOf(deviceKey))
  if (!parsed.success || parsed.data.deviceId !== deviceId)
    return { enrolled: false, reason: 'garbled-answer' }
  const answer = parsed.data
  if (roots && !answer.roots.every((root) => roots.includes(root)))
    return { enrolled: false, reason: 'foreign-city' }
  const { ward, receiptKeys, subjectKey } = answer
  const connection = { address, ward, deviceId, deviceKey, receiptKeys, subjectKey }
  return { enrolled: true, connection, answer }
}

function refusal(json: unknown): Enrolled {
  const problem = problemSchema.safeParse(json)
  if (!problem.success) return { enrolled: false, reason: 'garbled-answer' }
  return { enrolled: false, reason: 'refused', problem: problem.data }
}
