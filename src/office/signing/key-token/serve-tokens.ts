import type {
  Answers,
  FromSigning,
  ModulePlace,
  NoModule,
  Question,
  TokenFacts,
  ToSigning,
} from './messages.ts'
import { certificatesOn, type FoundKey, keysOn } from './objects.ts'
import { ck, ckr, type Handle, loadModule, type Pkcs11, returnValueOf } from './pkcs11.ts'
import { generateOnToken, hasEd25519, signOnToken, type UnlockedSession } from './sign-on-token.ts'
import { unlock } from './unlock.ts'

type Unlocked = UnlockedSession & {
  readonly handle: number
  readonly token: string
  /** Its keys, once looked for: a card takes long to tell them. */
  keys: readonly FoundKey[] | null
}

/** The module of this process with what is unlocked on it. */
type Desk = { readonly module: Pkcs11; unlocked: readonly Unlocked[] }

/**
 * The half of the signing process that touches the vendor's module: answers one message by calling it. A module stays
 * loaded until its process ends; another one needs another process. The bytes of a PIN are overwritten whatever
 * happens.
 */
export function serveTokens(
  load: (place: ModulePlace) => Pkcs11 | NoModule = loadModule,
): (message: ToSigning) => FromSigning {
  let desk: Desk | null = null
  let hasSeenPin = false
  const answer = (place: ModulePlace, ask: number, question: Question): Answers[keyof Answers] => {
    if (!desk) {
      const loaded = load(place)
      if ('outcome' in loaded) return loaded
      desk = { module: loaded, unlocked: [] }
    }
    try {
      return answered(desk, ask, question)
    } catch (error) {
      return faultOf(error)
    }
  }
  return ({ ask, module: place, ...question }) => {
    hasSeenPin ||= question.what === 'unlock'
    const given = answer(place, ask, question)
    if (question.what === 'unlock') question.pin?.fill(0)
    return { ask, answer: given, done: hasSeenPin && !desk?.unlocked.length }
  }
}

function answered(desk: Desk, ask: number, question: Question): Answers[keyof Answers] {
  switch (question.what) {
    case 'tokens':
      return { outcome: 'found', tokens: slotsOf(desk.module).map(({ facts }) => facts) }
    case 'certificates':
      return certificates(desk, question.token)
    case 'unlock':
      return unlockToken(desk, ask, question)
    case 'lock':
      lockUp(desk, ({ handle }) => handle === question.handle)
      return { outcome: 'locked-up' }
    default:
      return withUnlocked(desk, question)
  }
}

function withUnlocked(
  desk: Desk,
  question: Extract<Question, { what: 'keys' | 'sign' | 'generate' }>,
): Answers[keyof Answers] {
  const open = desk.unlocked.find(({ handle }) => handle === question.handle)
  if (!open) return { outcome: 'not-unlocked' }
  if (question.what === 'sign') {
    open.keys ??= keysOn(open)
    const key = open.keys.find(({ told }) => told.key === question.key)
    return key ? signOnToken(open, key, question.bytes) : { outcome: 'no-such-key' }
  }
  open.keys = null
  if (question.what === 'generate') return generateOnToken(open, question.label)
  open.keys = keysOn(open)
  return { outcome: 'found', keys: open.keys.map(({ told }) => told) }
}

function certificates(desk: Desk, token: string): Answers['certificates'] {
  const found = slotsOf(desk.module).find(({ facts }) => facts.token === token)
  if (!found) return { outcome: 'no-token' }
  const { module } = desk
  const session = module.C_OpenSession(found.slot, ck.session.serial)
  try {
    return { outcome: 'found', certificates: certificatesOn({ module, session }) }
  } finally {
    module.C_CloseSession(session)
  }
}

/**
 * PKCS#11 logs the whole application in, so whoever unlocks a token that is open must show the PIN anew. The number of
 * the question is the handle: no later process gives it to another person.
 */
function unlockToken(
  desk: Desk,
  handle: number,
  question: Extract<Question, { what: 'unlock' }>,
): Answers['unlock'] {
  lockUp(desk, ({ token }) => token === question.token)
  const { module } = desk
  const matching = slotsOf(module).filter(({ facts }) => facts.token === question.token)
  const [found] = matching
  // Two tokens of one name: a PIN must not be tried on the other one.
  if (!found || matching.length > 1) return { outcome: 'no-token' }
  const { slot } = found
  const answer = unlock(module, slot, () => factsOf(module, slot), question)
  if (!('session' in answer)) return answer
  const { session, counted } = answer
  desk.unlocked = [...desk.unlocked, { module, slot, session, handle, token: question.token, keys: null }]
  return { outcome: 'unlocked', handle, counted }
}

function lockUp(desk: Desk, which: (one: Unlocked) => boolean): void {
  for (const { module, session } of desk.unlocked.filter(which)) {
    for (const close of [() => module.C_Logout(session), () => module.C_CloseSession(session)]) {
      try {
        close()
      } catch {
        // A token that was pulled out is locked.
      }
    }
  }
  desk.unlocked = desk.unlocked.filter((one) => !which(one))
}

/** Slots with a token somebody has set up. */
function slotsOf(module: Pkcs11): { readonly slot: Handle; readonly facts: TokenFacts }[] {
  return module.C_GetSlotList(true).flatMap((slot) => {
    const { flags } = module.C_GetTokenInfo(slot)
    return flags & ck.flags.initialised ? [{ slot, facts: factsOf(module, slot) }] : []
  })
}

function factsOf(module: Pkcs11, slot: Handle): TokenFacts {
  const { label, manufacturerID, model, serialNumber, flags, minPinLen, maxPinLen } =
    module.C_GetTokenInfo(slot)
  // Fixed fields, filled up with blanks or, against the standard, with zeroes.
  const [name, maker, kind, serial] = [label, manufacturerID, model, serialNumber].map((field) =>
    field.replace(/[\0 ]+$/, ''),
  ) as [string, string, string, string]
  const has = (flag: number) => (flags & flag) !== 0
  return {
    token: [maker, kind, serial].join('/'),
    label: name,
    manufacturer: maker,
    model: kind,
    serialNumber: serial,
    pin: { low: has(ck.flags.low), final: has(ck.flags.final), locked: has(ck.flags.locked) },
    pinSet: has(ck.flags.pinSet),
    pinPad: has(ck.flags.pinPad),
    pinLength: { least: minPinLen, most: maxPinLen },
    hasEd25519: hasEd25519({ module, slot }),
  }
}

const gone: readonly number[] = [ckr.slotIdInvalid, ckr.deviceRemoved, ckr.tokenAbsent, ckr.tokenUnknown]
const noLonger: readonly number[] = [ckr.sessionClosed, ckr.sessionInvalid, ckr.notLoggedIn]

function faultOf(error: unknown): Answers['keys'] {
  const value = returnValueOf(error)
  if (value !== null && gone.includes(value)) return { outcome: 'no-token' }
  if (value !== null && noLonger.includes(value)) return { outcome: 'not-unlocked' }
  return { outcome: 'token-fault', detail: error instanceof Error ? error.message : String(error) }
}
