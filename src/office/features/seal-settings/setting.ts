import type { EventBody } from '../../../contract/events.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import { readMeta } from '../../facts.ts'
import { readLine } from '../../journal/line.ts'

/** How the office seals, as the journal says it. */
export type SealSetting = EventBody<'office.seal-set'>

/** What an office seals like before anybody has set it. */
const usual: SealSetting = { mode: 'wet', spaceMm: 40, quota: 200, certificate: null, module: null }

const newest = composedOnce(() =>
  sql
    .selectFrom('event')
    .select('line')
    .where('type', '=', 'office.seal-set')
    .orderBy('seq', 'desc')
    .limit(1),
)

/** The seal setting in force: the newest in the journal. */
export function sealSetting(reader: Reader): SealSetting {
  const line = reader.first(newest({}))?.line
  // Validated before the line was written.
  return line === undefined ? usual : ((readLine(line)?.body as SealSetting | undefined) ?? usual)
}

/** What is known of the office's certificate without opening its key. Times in milliseconds. */
export type KnownCertificate = {
  readonly name: string
  readonly subject: string
  readonly issuer: string
  readonly serialNumber: string
  readonly notBefore: number
  readonly notAfter: number
  readonly fingerprint: string
}

/** What no journal line says: pictures are secrets of the store, and so is a key file. */
export type SealDetails = {
  /** Real size of the seal, millimetres. */
  readonly diameterMm: number
  readonly certificate: KnownCertificate | null
  /** Where the vendor's module lies; what it is says the journal. */
  readonly modulePath: string | null
  /** The key token with the certificate. */
  readonly token: { readonly token: string; readonly label: string } | null
}

/** Names in the store. */
export const sealNames = {
  details: 'seal-details',
  picture: 'seal-picture',
  keyFile: 'seal-key-file',
  hand: (user: string) => `hand-picture ${user}`,
} as const

/** The rest of the seal's settings. */
export function sealDetails(reader: Reader): SealDetails {
  return (
    readMeta<SealDetails>(reader, sealNames.details) ?? {
      diameterMm: 36,
      certificate: null,
      modulePath: null,
      token: null,
    }
  )
}

/** The vendor's module as an administrator has pinned it, with its SHA-256 in hex; null while nobody has. */
export function pinnedModule(reader: Reader): { readonly path: string; readonly sha256: string } | null {
  const { module } = sealSetting(reader)
  const { modulePath } = sealDetails(reader)
  // Lines and details of before modules were pinned do not name one.
  return module && modulePath ? { path: modulePath, sha256: module } : null
}
