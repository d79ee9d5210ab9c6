import { networkInterfaces } from 'node:os'
import type { EventBody } from '../../../contract/events.ts'
import type { Reader } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { readMeta, readSecret } from '../../facts.ts'
import { newestSetting } from '../../journal/newest-setting.ts'
import type { SubjectKeyRecipient } from '../../../contract/sync/base.ts'

/** This PC as a hub, as the journal says it. */
export type HubFacts = EventBody<'office.hub-set'>
/** The hub this PC uses. */
export type HubUse = NonNullable<EventBody<'office.hub-used'>['hub']>

/** Secrets of the store: the code this hub was paired with, and the one of the hub this PC uses. */
export const ownCodeName = 'hub-code'
export const usedCodeName = 'hub-used-code'

/** The setting in force; null while this PC was never a hub. */
export function hubFacts(reader: Reader): HubFacts | null {
  return newestSetting(reader, 'office.hub-set')
}

/** The hub in use; null where there is none. */
export function hubUse(reader: Reader): HubUse | null {
  return newestSetting(reader, 'office.hub-used')?.hub ?? null
}

/** A pairing code kept here. */
export function keptCode(reader: Reader, name: typeof ownCodeName | typeof usedCodeName): string | null {
  return readSecret(reader, name)?.toString('utf8') ?? null
}

/** Whether this PC talks to the city through its hub alone. */
export function usesOnlyHub(reader: Reader): boolean {
  return hubUse(reader)?.way === 'always'
}

type Stored = {
  readonly address: string
  readonly deviceId: string
  readonly subjectKey: SubjectKeyRecipient
}

/** This PC and its city as a hub needs them: whom bundles are sealed to, and who this PC is; null before enrolment. */
export function cityOf(
  reader: Reader,
): { readonly address: string; readonly to: string; readonly device: string } | null {
  const stored = readMeta<Stored>(reader, 'connection')
  return stored ? { address: stored.address, to: stored.subjectKey.to, device: stored.deviceId } : null
}

/** Whether a hub is of this PC's ward and of the city that its bundles are sealed to. */
export function isOfOurCity(
  { store, facts }: Pick<Desk, 'store' | 'facts'>,
  { ward, to }: { readonly ward: string; readonly to: string },
): boolean {
  return ward === facts().wardCode && to === cityOf(store)?.to
}

/** The IPv4 addresses of this PC in its networks; itself alone where it is in none. */
export function hostsOfThisPc(): string[] {
  const found = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
  return found.length > 0 ? found : ['127.0.0.1']
}
