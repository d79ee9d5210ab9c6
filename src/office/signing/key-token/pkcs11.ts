import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { ModulePlace, NoModule } from './messages.ts'

/** A handle of PKCS#11: the bytes of a C integer. */
export type Handle = Buffer

/** One entry of a template. */
export type Attribute = { readonly type: number; readonly value?: number | boolean | string | Buffer }

/**
 * What is used of pkcs11js. Described here and not taken from its types, because it is an optional dependency: the
 * office is checked and built where it is missing.
 */
export interface Pkcs11 {
  load(path: string): void
  C_Initialize(): void
  C_GetSlotList(tokenPresent: boolean): Handle[]
  C_GetTokenInfo(slot: Handle): {
    readonly label: string
    readonly manufacturerID: string
    readonly model: string
    readonly serialNumber: string
    readonly flags: number
    readonly minPinLen: number
    readonly maxPinLen: number
  }
  C_GetMechanismList(slot: Handle): number[]
  C_OpenSession(slot: Handle, flags: number): Handle
  C_CloseSession(session: Handle): void
  C_Login(session: Handle, user: number, pin?: string): void
  C_Logout(session: Handle): void
  C_FindObjectsInit(session: Handle, template: readonly Attribute[]): void
  C_FindObjects(session: Handle, most: number): Handle[]
  C_FindObjectsFinal(session: Handle): void
  C_GetAttributeValue(
    session: Handle,
    object: Handle,
    template: readonly Attribute[],
  ): { readonly type: number; readonly value: Buffer }[]
  C_SignInit(session: Handle, mechanism: { readonly mechanism: number }, key: Handle): void
  C_Sign(session: Handle, bytes: Buffer, room: Buffer): Buffer
  C_GenerateKeyPair(
    session: Handle,
    mechanism: { readonly mechanism: number },
    publicTemplate: readonly Attribute[],
    privateTemplate: readonly Attribute[],
  ): { readonly publicKey: Handle; readonly privateKey: Handle }
}

/** Numbers of PKCS#11 3.0, of which pkcs11js knows those of 2.40. */
export const ck = {
  session: { readWrite: 0x2, serial: 0x4 },
  user: 1,
  flags: {
    pinSet: 0x8,
    pinPad: 0x100,
    initialised: 0x400,
    low: 0x10000,
    final: 0x20000,
    locked: 0x40000,
  },
  attribute: {
    class: 0x0,
    token: 0x1,
    private: 0x2,
    label: 0x3,
    value: 0x11,
    keyType: 0x100,
    id: 0x102,
    sensitive: 0x103,
    sign: 0x108,
    verify: 0x10a,
    extractable: 0x162,
    ecParameters: 0x180,
    ecPoint: 0x181,
    pinEachTime: 0x202,
  },
  class: { certificate: 1, publicKey: 2, privateKey: 3 },
  key: { rsa: 0x0, elliptic: 0x3, edwards: 0x40 },
  mechanism: { rsa: 0x1, rsaSha256: 0x40, ecdsa: 0x1041, makeEdwards: 0x1055, eddsa: 0x1057 },
} as const

/** What C_Login and the others return, by name (PKCS#11 section 5.1). */
export const ckr = {
  slotIdInvalid: 0x3,
  deviceRemoved: 0x32,
  functionCancelled: 0x50,
  pinIncorrect: 0xa0,
  pinInvalid: 0xa1,
  pinLength: 0xa2,
  pinExpired: 0xa3,
  pinLocked: 0xa4,
  sessionClosed: 0xb0,
  sessionInvalid: 0xb3,
  tokenAbsent: 0xe0,
  tokenUnknown: 0xe1,
  notLoggedIn: 0x101,
} as const

/** The return value that an error of pkcs11js carries, or null for an error of another kind. */
export function returnValueOf(error: unknown): number | null {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return typeof code === 'number' && code > 0 ? code : null
}

/** Loads the vendor's module: once a process, for it stays loaded until the process ends. */
export function loadModule({ path, sha256 }: ModulePlace): Pkcs11 | NoModule {
  const refused = (why: NoModule['why'], error: unknown): NoModule => {
    const detail = error instanceof Error ? error.message : String(error)
    return { outcome: 'no-module', why, detail }
  }
  if (!existsSync(path)) return refused('file-missing', path)
  let library: { readonly PKCS11: new () => Pkcs11 }
  try {
    // The package compiles when it is installed; where that failed it is not there.
    library = createRequire(import.meta.url)('pkcs11js')
  } catch (error) {
    return refused('library-missing', error)
  }
  try {
    const found = createHash('sha256').update(readFileSync(path)).digest('hex')
    if (sha256 !== null && found !== sha256.toLowerCase()) return refused('file-changed', found)
    const loaded = new library.PKCS11()
    loaded.load(path)
    loaded.C_Initialize()
    return loaded
  } catch (error) {
    return refused('does-not-load', error)
  }
}
