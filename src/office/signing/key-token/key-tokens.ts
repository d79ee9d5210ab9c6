import { createLink, type Link } from './link.ts'
import type {
  Answers,
  ModulePlace,
  NotUnlocked,
  StartSigningProcess,
  TokenFacts,
  TokenFault,
} from './messages.ts'
import { createTriesBook, type TriesBook } from './tries-book.ts'
import { countedWith, triesLeft } from './tries.ts'

/** Where and how key tokens are used. */
export type KeyTokenOptions = {
  readonly module: ModulePlace
  readonly start: StartSigningProcess
  /** The office's own count of wrong PINs. Omitted: in memory alone. */
  readonly tries?: TriesBook
  /** Wrong tries after which a token locks itself; three, as those of the government's certification are set. */
  readonly allowed?: number
  /** Milliseconds a module may take for an answer, with a PIN pad, and unused until a token is locked up. */
  readonly answersWithin?: number
  readonly personAnswersWithin?: number
  readonly idleFor?: number
}

/** A key token with the tries its PIN has left. */
export type SeenToken = TokenFacts & { readonly triesLeft: number }

/** How unlocking a token ends. */
export type UnlockOutcome =
  | { readonly outcome: 'unlocked'; readonly unlocked: UnlockedToken }
  | NotUnlocked
  | TokenFault

/** A token whose PIN was right, until it is locked up, pulled out, unlocked by another person or left idle. */
export type UnlockedToken = {
  readonly token: string
  keys(): Promise<Answers['keys']>
  /** Signs the bytes, not their digest: RSA PKCS#1 v1.5 or ECDSA (r‖s) over SHA-256, or Ed25519. */
  sign(key: string, bytes: Uint8Array): Promise<Answers['sign']>
  /** Makes an Ed25519 key inside the token, where it can. The private half never leaves it. */
  generateIssuingKey(label: string): Promise<Answers['generate']>
  /** Locks the token up and ends the process that has seen the PIN. */
  lock(): Promise<void>
}

/** The key tokens of this PC, in a process of their own. No method throws. */
export type KeyTokens = {
  tokens(): Promise<TokenFault | { readonly outcome: 'found'; readonly tokens: readonly SeenToken[] }>
  certificates(token: string): Promise<Answers['certificates']>
  /**
   * Unlocks a token with its PIN (UTF-8; null where it is typed on the reader). The bytes given are overwritten
   * before this answers, and nothing is written down; copies that the runtime makes on the way go with its garbage
   * here and with the whole process there. While one try is left it is not made, unless `lastTryAllowed`: only an
   * administrator may say so.
   */
  unlock(
    token: string,
    pin: Uint8Array | null,
    more?: { readonly lastTryAllowed?: boolean },
  ): Promise<UnlockOutcome>
  /** Locks everything up and ends the process. */
  close(): void
}

/** Key tokens through the vendor's PKCS#11 module. Nothing is started before the first question. */
export function createKeyTokens(options: KeyTokenOptions): KeyTokens {
  const { module, start, allowed = 3, answersWithin = 15_000, personAnswersWithin = 90_000 } = options
  const tries = options.tries ?? createTriesBook(null)
  const link = createLink(start, module)
  return {
    async tokens() {
      const answer = await link.ask({ what: 'tokens' }, answersWithin)
      if (answer.outcome !== 'found') return answer
      const tokens = answer.tokens.map((facts) => {
        const counted = tries.read(facts.token)
        const now = countedWith(counted, facts.pin)
        if (now !== counted) tries.write(facts.token, now)
        return { ...facts, triesLeft: triesLeft(now, facts.pin, allowed) }
      })
      return { outcome: 'found', tokens }
    },
    certificates: (token) => link.ask({ what: 'certificates', token }, answersWithin),
    async unlock(token, pin, { lastTryAllowed = false } = {}) {
      const counted = tries.read(token)
      // Counted before it is made: a module that crashes over a wrong PIN must not give the try back.
      tries.write(token, { ...counted, wrong: counted.wrong + 1 })
      const question = { what: 'unlock', token, pin, counted, allowed, lastTryAllowed } as const
      const answer = await link.ask(question, pin ? answersWithin : personAnswersWithin)
      pin?.fill(0)
      const { counted: after, ...outcome } = answer
      // Without an answer the try may have been made; with one that tells no count it was not.
      if (outcome.outcome !== 'no-answer') tries.write(token, after ?? counted)
      if (outcome.outcome !== 'unlocked') return outcome
      const unlocked = unlockedToken(link, token, outcome.handle, {
        answersWithin,
        idleFor: options.idleFor ?? 15 * 60_000,
      })
      return { outcome: 'unlocked', unlocked }
    },
    close: () => link.close(),
  }
}

type Terms = { readonly answersWithin: number; readonly idleFor: number }

function unlockedToken(
  link: Link,
  token: string,
  handle: number,
  { answersWithin, idleFor }: Terms,
): UnlockedToken {
  let isOpen = true
  const lock = async () => {
    clearTimeout(idle)
    if (isOpen) await link.ask({ what: 'lock', handle }, answersWithin)
    isOpen = false
  }
  const idle = setTimeout(() => void lock(), idleFor)
  // An office that closes does not wait for it; the process ends with the office.
  idle.unref()
  const ask: Link['ask'] = (question, within) => {
    if (isOpen) idle.refresh()
    return link.ask(question, within)
  }
  return {
    token,
    lock,
    keys: () => ask({ what: 'keys', handle }, answersWithin),
    sign: (key, bytes) => ask({ what: 'sign', handle, key, bytes }, answersWithin),
    generateIssuingKey: (label) => ask({ what: 'generate', handle, label }, answersWithin),
  }
}
