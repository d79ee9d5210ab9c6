import { existsSync } from 'node:fs'
import { request, type RequestOptions } from 'node:http'

/** States of a job, RFC 8011 section 5.3.7. */
export const jobStates = {
  3: 'pending',
  4: 'held',
  5: 'processing',
  6: 'stopped',
  7: 'canceled',
  8: 'aborted',
  9: 'completed',
} as const
export type JobState = (typeof jobStates)[keyof typeof jobStates]

const getJobAttributes = 0x0009
const operationAttributes = 0x01
const endOfAttributes = 0x03
const successful = 0x0000
const clientNotFound = 0x0406
/** Value tags, RFC 8010 section 3.5.2. */
const tags = {
  integer: 0x21,
  enum: 0x23,
  uri: 0x45,
  keyword: 0x44,
  charset: 0x47,
  language: 0x48,
  name: 0x42,
}
const answerMs = 10_000
const usualSocket = '/run/cups/cups.sock'

/**
 * The state of a job at this PC's CUPS (Get-Job-Attributes, RFC 8011 section 4.3.4): what `lpstat` tells does not
 * distinguish a job that came out from one that was cancelled. `null` when the scheduler does not know the job any more,
 * `no-answer` when it says nothing of use.
 */
export async function ippJobState(job: number): Promise<JobState | null | 'no-answer'> {
  const answer = await post(question(job)).catch(() => null)
  if (answer === null || answer.length < 9) return 'no-answer'
  const status = answer.readUInt16BE(2)
  if (status === clientNotFound) return null
  const value = status === successful ? enumOf(answer, 'job-state') : null
  const state = Object.entries(jobStates).find(([code]) => Number(code) === value)
  return state?.[1] ?? 'no-answer'
}

function question(job: number): Buffer {
  const attribute = (tag: number, name: string, value: string | Buffer) => {
    const bytes = typeof value === 'string' ? Buffer.from(value) : value
    const lengths = (length: number) => Buffer.from([length >> 8, length & 0xff])
    return Buffer.concat([
      Buffer.from([tag]),
      lengths(name.length),
      Buffer.from(name),
      lengths(bytes.length),
      bytes,
    ])
  }
  return Buffer.concat([
    // Version 1.1, which every CUPS speaks; request 1.
    Buffer.from([1, 1, getJobAttributes >> 8, getJobAttributes & 0xff, 0, 0, 0, 1, operationAttributes]),
    attribute(tags.charset, 'attributes-charset', 'utf-8'),
    attribute(tags.language, 'attributes-natural-language', 'en'),
    attribute(tags.uri, 'job-uri', `ipp://localhost/jobs/${job}`),
    attribute(tags.name, 'requesting-user-name', process.env['USER'] ?? 'quay'),
    attribute(tags.keyword, 'requested-attributes', 'job-state'),
    Buffer.from([endOfAttributes]),
  ])
}

/** The first enum of that name in an answer. */
function enumOf(answer: Buffer, wanted: string): number | null {
  let at = 8
  while (at < answer.length) {
    const tag = answer.readUInt8(at)
    at += 1
    if (tag === endOfAttributes) return null
    // A group begins; values follow.
    if (tag < 0x10) continue
    if (at + 2 > answer.length) return null
    const nameEnd = at + 2 + answer.readUInt16BE(at)
    if (nameEnd + 2 > answer.length) return null
    const name = answer.toString('latin1', at + 2, nameEnd)
    const valueEnd = nameEnd + 2 + answer.readUInt16BE(nameEnd)
    if (valueEnd > answer.length) return null
    if (tag === tags.enum && name === wanted && valueEnd - nameEnd === 6)
      return answer.readInt32BE(nameEnd + 2)
    at = valueEnd
  }
  return null
}

function post(body: Buffer): Promise<Buffer> {
  const options: RequestOptions = {
    ...scheduler(),
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/ipp', 'content-length': body.length, host: 'localhost' },
    timeout: answerMs,
  }
  return new Promise((resolve, reject) => {
    const asked = request(options, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => resolve(Buffer.concat(parts)))
      answer.on('error', reject)
    })
    asked.on('timeout', () => asked.destroy(new Error('no answer')))
    asked.on('error', reject)
    asked.end(body)
  })
}

/** Where the programs of CUPS look, too: `CUPS_SERVER`, its usual socket, else port 631. */
function scheduler(): RequestOptions {
  const named = process.env['CUPS_SERVER'] ?? ''
  if (named.startsWith('/')) return { socketPath: named }
  if (named === '' && existsSync(usualSocket)) return { socketPath: usualSocket }
  const [host, port] = named.split(':')
  return { host: host || 'localhost', port: Number(port?.split('/')[0] ?? 631) }
}
