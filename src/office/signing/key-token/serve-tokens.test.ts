import { verify } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../testing/ports.ts'
import { publicKeyOf } from '../certificate.ts'
import { issuingIn } from '../testing/issuing.ts'
import { lackingForTokens, officeToken, softModule, type SoftToken } from '../testing/soft-token.ts'
import type { FromSigning, Question, TokenFacts, UnlockQuestion } from './messages.ts'
import { ck, loadModule, type Pkcs11 } from './pkcs11.ts'
import { serveTokens } from './serve-tokens.ts'
import { noTries } from './tries.ts'

const lacking = lackingForTokens()
const bytes = Buffer.from('Giấy đi đường')

/** What this firmware does otherwise than SoftHSM, which counts no tries to the end and knows every mechanism. */
type Firmware = Partial<Pkcs11> & { readonly flags?: number }

describe.skipIf(lacking !== null)(`the signing process${lacking ? ` (not run: ${lacking})` : ''}`, () => {
  let module: Pkcs11
  let soft: SoftToken
  let firmware: Firmware = {}
  let logins = 0

  beforeAll(() => {
    soft = officeToken(issuingIn(temporaryFolder()), 'Con dấu phường')
    const loaded = loadModule({ path: softModule, sha256: null })
    if ('outcome' in loaded) throw new Error(loaded.detail)
    module = loaded
  })

  // Here several desks share one process, and PKCS#11 logs in the process.
  beforeEach(() => {
    firmware = {}
    logins = 0
    const [slot = Buffer.alloc(8)] = module.C_GetSlotList(true)
    const session = module.C_OpenSession(slot, ck.session.serial)
    try {
      module.C_Logout(session)
    } catch {
      // Nobody was logged in.
    }
    module.C_CloseSession(session)
  })

  /** SoftHSM with other firmware: every call not named there is its own. */
  function token(): Pkcs11 {
    const own: Partial<Pkcs11> = {
      C_GetTokenInfo(slot) {
        const info = module.C_GetTokenInfo(slot)
        return { ...info, flags: info.flags | (firmware.flags ?? 0) }
      },
      C_Login(...given) {
        logins += 1
        module.C_Login(...given)
      },
    }
    return new Proxy(module, {
      get(target, name) {
        // Names are those of Pkcs11, whichever object has them.
        const key = name as keyof Pkcs11
        const call = firmware[key] ?? own[key] ?? target[key]
        return call.bind(target)
      },
    })
  }

  function desk() {
    const serve = serveTokens(() => token())
    let ask = 0
    return (question: Question): FromSigning['answer'] & Record<string, unknown> => {
      ask += 1
      return serve({ ask, module: { path: softModule, sha256: null }, ...question }).answer
    }
  }

  function factsOf(answer: Record<string, unknown>): TokenFacts {
    const [facts] = answer['tokens'] as readonly TokenFacts[]
    if (!facts) throw new Error('no token')
    return facts
  }

  /** Asks to unlock the token it has; the question's other words are those of an ordinary day. */
  function unlocking(more: Partial<UnlockQuestion> = {}) {
    const asked = desk()
    const { token: name } = factsOf(asked({ what: 'tokens' }))
    const usual = { allowed: 3, counted: noTries, lastTryAllowed: false, pin: Buffer.from(soft.pin) }
    return { asked, answer: asked({ what: 'unlock', token: name, ...usual, ...more }) }
  }

  const handleOf = (answer: Record<string, unknown>) => answer['handle'] as number

  it('does not make the last try of a token that says it is the last, unless it was allowed', () => {
    firmware = { flags: ck.flags.low | ck.flags.final }
    expect(unlocking().answer).toMatchObject({ outcome: 'last-try' })
    expect(logins).toBe(0)
    expect(unlocking({ lastTryAllowed: true }).answer).toMatchObject({ outcome: 'unlocked' })
  })

  it('makes no try on a locked token or one without a PIN, and tells when a wrong one has locked it', () => {
    firmware = { flags: ck.flags.locked }
    expect(unlocking({ lastTryAllowed: true }).answer).toMatchObject({ outcome: 'locked' })
    firmware = {
      C_GetTokenInfo(slot) {
        const info = module.C_GetTokenInfo(slot)
        return { ...info, flags: info.flags & ~ck.flags.pinSet }
      },
    }
    expect(unlocking().answer).toMatchObject({ outcome: 'no-pin-set' })
    expect(logins).toBe(0)
    firmware = {
      C_Login(...given) {
        firmware = { flags: ck.flags.locked }
        module.C_Login(...given)
      },
    }
    const pin = Buffer.from('00000000')
    expect(unlocking({ pin, lastTryAllowed: true }).answer).toMatchObject({ outcome: 'locked' })
    expect(pin.every((byte) => byte === 0)).toBe(true)
  })

  it.each([
    ['CKR_PIN_LOCKED:164', 'locked'],
    ['CKR_PIN_EXPIRED:163', 'pin-expired'],
    ['CKR_FUNCTION_CANCELED:80', 'cancelled'],
    ['CKR_DEVICE_REMOVED:50', 'no-token'],
    ['CKR_DEVICE_ERROR:48', 'token-fault'],
  ])('answers %s of a token as “%s”, and counts no wrong PIN for it', (returned, outcome) => {
    firmware = {
      C_Login() {
        throw Object.assign(new Error(returned), { code: Number(returned.split(':')[1]) })
      },
    }
    const { answer } = unlocking()
    expect(answer).toMatchObject({ outcome })
    expect([undefined, noTries]).toContainEqual(answer['counted'])
  })

  it('takes the PIN from the reader where it has keys of its own, and only there', () => {
    expect(unlocking({ pin: null }).answer).toMatchObject({ outcome: 'pin-length' })
    const given: unknown[] = []
    firmware = {
      flags: ck.flags.pinPad,
      C_Login: (session, user, ...pin) => {
        given.push(...pin)
        module.C_Login(session, user, soft.pin)
      },
    }
    expect(unlocking({ pin: null }).answer).toMatchObject({ outcome: 'unlocked' })
    expect(given).toEqual([])
  })

  it('hashes itself for a token that knows only plain RSA', () => {
    firmware = {
      C_GetMechanismList: (slot) =>
        module.C_GetMechanismList(slot).filter((mechanism) => mechanism !== ck.mechanism.rsaSha256),
    }
    const { asked, answer } = unlocking()
    const handle = handleOf(answer)
    const keys = asked({ what: 'keys', handle })['keys'] as readonly {
      key: string
      certificate: Uint8Array
    }[]
    const certificate = keys.find(({ key }) => key === 'rsa:01')?.certificate ?? new Uint8Array()
    const signature = asked({ what: 'sign', handle, key: 'rsa:01', bytes })['signature'] as Uint8Array
    expect(verify('sha256', bytes, publicKeyOf(certificate), signature)).toBe(true)
  })

  it('says of a token without Ed25519 that it makes no such key', () => {
    firmware = {
      C_GetMechanismList: (slot) =>
        module.C_GetMechanismList(slot).filter((mechanism) => mechanism !== ck.mechanism.eddsa),
    }
    const { asked, answer } = unlocking()
    expect(factsOf(asked({ what: 'tokens' })).hasEd25519).toBe(false)
    const made = asked({ what: 'generate', handle: handleOf(answer), label: 'Khóa' })
    expect(made).toEqual({ outcome: 'no-ed25519' })
  })

  it('signs nothing with a key that wants its PIN each time', () => {
    firmware = {
      C_GetAttributeValue: (session, object, template) =>
        template[0]?.type === ck.attribute.pinEachTime
          ? [{ type: ck.attribute.pinEachTime, value: Buffer.from([1]) }]
          : module.C_GetAttributeValue(session, object, template),
    }
    const { asked, answer } = unlocking()
    const signed = asked({ what: 'sign', handle: handleOf(answer), key: 'rsa:01', bytes })
    expect(signed).toEqual({ outcome: 'pin-each-time' })
  })

  it('tries no PIN while two tokens of one name are plugged in', () => {
    const { asked } = unlocking()
    const { token: name } = factsOf(asked({ what: 'tokens' }))
    firmware = {
      C_GetSlotList: (present) => {
        const [slot, ...others] = module.C_GetSlotList(present)
        return slot ? [slot, slot, ...others] : []
      },
    }
    const before = logins
    const question = { allowed: 3, counted: noTries, lastTryAllowed: true, pin: Buffer.from(soft.pin) }
    expect(asked({ what: 'unlock', token: name, ...question })).toEqual({ outcome: 'no-token' })
    expect(logins).toBe(before)
  })

  it('answers as not unlocked when the token was pulled and put back', () => {
    const { asked, answer } = unlocking()
    const handle = handleOf(answer)
    asked({ what: 'keys', handle })
    firmware = {
      C_SignInit() {
        throw Object.assign(new Error('CKR_SESSION_HANDLE_INVALID'), { code: 0xb3 })
      },
    }
    expect(asked({ what: 'sign', handle, key: 'rsa:01', bytes })).toEqual({ outcome: 'not-unlocked' })
  })
})
