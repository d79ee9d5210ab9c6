import type { EventBody } from '../../../contract/events.ts'
import type { Reader } from '../../database/store.ts'
import { readMeta } from '../../facts.ts'
import { newestSetting } from '../../journal/newest-setting.ts'

/** How the office seals, as the journal says it. */
export type SealSetting = EventBody<'office.seal-set'>

/** What an office seals like before anybody has set it. */
const usual: SealSetting = { mode: 'wet', spaceMm: 40, quota: 200, certificate: null, module: null }

/** The seal setting in force: the newest in the journal. */
export function sealSetting(reader: Reader): SealSetting {
  return newestSetting(reader, 'office.seal-set') ?? usual
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
