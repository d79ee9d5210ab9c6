import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { permit } from '../../sheets/permit/index.ts'
import { renderSheet } from '../../sheets/registry.ts'
import { usualPermit } from '../../sheets/testing/samples.ts'
import { temporaryFolder } from '../../testing/ports.ts'
import { publicKeyOf } from '../certificate.ts'
import { readSignatures } from '../pdf/read-signatures.ts'
import { signPdf } from '../pdf/sign-pdf.ts'
import { type Issuing, issuingIn } from '../testing/issuing.ts'
import { askOpenssl, askPoppler } from '../testing/judge-pdf.ts'
import {
  lackingForTokens,
  officeToken,
  softModule,
  type SoftToken,
  softTokenIn,
} from '../testing/soft-token.ts'
import { createKeyTokens, type KeyTokenOptions, type KeyTokens, type UnlockedToken } from './key-tokens.ts'
import type { KeyOnToken, SigningProcess, StartSigningProcess } from './messages.ts'
import { nodeSigningProcess } from './start-process.ts'
import { tokenSigner } from './token-signer.ts'
import { createTriesBook } from './tries-book.ts'

const lacking = lackingForTokens()
const reason = lacking ? ` (not run: ${lacking})` : ''
const faultyEntry = new URL('../testing/faulty-signing-process.ts', import.meta.url)
const bytes = Buffer.from('Giấy đi đường')

const starting = (entry?: URL): StartSigningProcess => {
  const start = nodeSigningProcess(entry)
  if (!start) throw new Error('Node can start processes')
  return start
}

let open: KeyTokens[] = []

function keyTokens(options: Partial<KeyTokenOptions> = {}): KeyTokens {
  const made = createKeyTokens({ module: { path: softModule, sha256: null }, start: starting(), ...options })
  open.push(made)
  return made
}

afterEach(() => {
  for (const one of open) one.close()
  open = []
})

describe.skipIf(lacking !== null)(`a key token${reason}`, () => {
  let issuing: Issuing
  let soft: SoftToken
  let name: string
  const pin = (text = soft.pin) => Buffer.from(text)

  beforeAll(async () => {
    issuing = issuingIn(temporaryFolder())
    soft = officeToken(issuing, 'Con dấu phường')
    const answer = await keyTokens().tokens()
    name = answer.outcome === 'found' ? (answer.tokens[0]?.token ?? '') : ''
  })

  beforeEach(() => {
    process.env['SOFTHSM2_CONF'] = join(issuing.folder, 'softhsm2.conf')
  })

  async function unlocked(tokens = keyTokens()): Promise<UnlockedToken> {
    const answer = await tokens.unlock(name, pin(), { lastTryAllowed: true })
    if (answer.outcome !== 'unlocked') throw new Error(answer.outcome)
    return answer.unlocked
  }

  async function keysOf(token: UnlockedToken): Promise<readonly KeyOnToken[]> {
    const answer = await token.keys()
    if (answer.outcome !== 'found') throw new Error(answer.outcome)
    return answer.keys
  }

  it('is seen with its label, its maker and the tries its PIN has left', async () => {
    expect(await keyTokens().tokens()).toMatchObject({
      outcome: 'found',
      tokens: [
        {
          label: 'Con dấu phường',
          manufacturer: 'SoftHSM project',
          pinSet: true,
          pinPad: false,
          triesLeft: 3,
        },
      ],
    })
  })

  it('shows its certificates before anybody types a PIN, and its keys only after', async () => {
    const answer = await keyTokens().certificates(name)
    const labels = answer.outcome === 'found' ? answer.certificates.map(({ label }) => label) : []
    expect(labels.toSorted()).toEqual(['Con dấu số 01', 'Con dấu số 02', 'Root'])
    const kinds = (await keysOf(await unlocked())).map(({ kind }) => kind)
    expect(kinds.toSorted()).toEqual(['p256', 'rsa'])
  })

  it('counts wrong PINs, stops before the last try, and begins anew after the right PIN', async () => {
    const tokens = keyTokens()
    expect(await tokens.unlock(name, pin('00000000'))).toEqual({ outcome: 'wrong-pin', triesLeft: 2 })
    expect(await tokens.unlock(name, pin('00000001'))).toEqual({ outcome: 'wrong-pin', triesLeft: 1 })
    expect(await tokens.tokens()).toMatchObject({ tokens: [{ triesLeft: 1, pin: { low: true } }] })
    expect(await tokens.unlock(name, pin())).toEqual({ outcome: 'last-try' })
    expect(await tokens.unlock(name, pin(), { lastTryAllowed: true })).toMatchObject({ outcome: 'unlocked' })
    expect(await tokens.tokens()).toMatchObject({ tokens: [{ triesLeft: 3, pin: { low: false } }] })
  })

  it('keeps its count over a restart of the office', async () => {
    const path = join(temporaryFolder(), 'token-tries.json')
    for (const wrong of ['00000000', '00000001'])
      await keyTokens({ tries: createTriesBook(path) }).unlock(name, pin(wrong))
    expect(await keyTokens({ tries: createTriesBook(path) }).unlock(name, pin())).toEqual({
      outcome: 'last-try',
    })
    expect(readFileSync(path, 'utf8')).not.toMatch(/0000000/)
    await unlocked(keyTokens())
  })

  it('spends no try on a PIN that is too short to be one', async () => {
    const tokens = keyTokens()
    expect(await tokens.unlock(name, pin(''))).toMatchObject({ outcome: 'pin-length', least: 4 })
    expect(await tokens.unlock(name, pin('123'))).toMatchObject({ outcome: 'pin-length' })
    expect(await tokens.tokens()).toMatchObject({ tokens: [{ triesLeft: 3 }] })
  })

  it('leaves nothing of the PIN: its bytes are overwritten, and the process that saw it ends', async () => {
    const ends: string[] = []
    let starts = 0
    const start = (): SigningProcess => {
      const child = starting()()
      starts += 1
      return { ...child, onEnd: (told) => child.onEnd((how) => (ends.push(how), told(how))) }
    }
    const tokens = keyTokens({ start })
    for (const given of [pin('00000000'), pin()]) {
      const answer = await tokens.unlock(name, given)
      expect(given.every((byte) => byte === 0)).toBe(true)
      if (answer.outcome === 'unlocked') await answer.unlocked.lock()
    }
    await expect.poll(() => ends).toHaveLength(2)
    await tokens.tokens()
    expect(starts).toBe(3)
  })

  it('signs with RSA and P-256, to be verified with the certificate beside the key', async () => {
    const token = await unlocked()
    for (const { key, certificate } of await keysOf(token)) {
      const answer = await token.sign(key, bytes)
      if (answer.outcome !== 'signed' || !certificate) throw new Error(answer.outcome)
      const check = { key: publicKeyOf(certificate), dsaEncoding: 'ieee-p1363' as const }
      expect(verify('sha256', bytes, check, answer.signature)).toBe(true)
    }
    expect(await token.sign('rsa:99', bytes)).toEqual({ outcome: 'no-such-key' })
  })

  it.each(['rsa', 'p256'])(
    'signs a permit with %s as poppler, OpenSSL and we ourselves accept it',
    async (kind) => {
      const token = await unlocked()
      const key = (await keysOf(token)).find((one) => one.kind === kind)
      const onToken = await keyTokens().certificates(name)
      const issuers = onToken.outcome === 'found' ? onToken.certificates.map(({ der }) => der) : []
      const signer = key ? tokenSigner(token, key, issuers) : null
      if (!signer) throw new Error('no signer')
      expect(signer.certificates).toHaveLength(2)
      const sheet = await renderSheet(permit, usualPermit)
      const words = { name: 'Công an phường Ví Dụ', reason: 'Đóng dấu', location: 'Ví Dụ', at: Date.now() }
      const answer = await signPdf(sheet, signer, words)
      if (answer.outcome !== 'signed') throw new Error(answer.outcome)
      expect(askPoppler(issuing.folder, answer.pdf)).toContain('Signature is Valid.')
      expect(askOpenssl(issuing.folder, issuing.root, answer.pdf)).toBe('CAdES Verification successful')
      expect(await readSignatures(answer.pdf)).toMatchObject([{ intact: true, coversWholeFile: true }])
      await token.lock()
      expect(await signPdf(sheet, signer, words)).toEqual({ outcome: 'not-unlocked' })
    },
  )

  it('makes an Ed25519 key for QR tokens that stays inside, and signs with it', async () => {
    softTokenIn(temporaryFolder(), 'Khóa cấp giấy', '87654321')
    const tokens = keyTokens()
    const seen = await tokens.tokens()
    const own = seen.outcome === 'found' ? seen.tokens[0] : undefined
    expect(own).toMatchObject({ label: 'Khóa cấp giấy', hasEd25519: true })
    const answer = await tokens.unlock(own?.token ?? '', pin('87654321'))
    if (answer.outcome !== 'unlocked') throw new Error(answer.outcome)
    const made = await answer.unlocked.generateIssuingKey('Khóa cấp giấy 2026')
    if (made.outcome !== 'generated') throw new Error(made.outcome)
    expect(await answer.unlocked.keys()).toMatchObject({
      keys: [{ key: made.key, kind: 'ed25519', publicKey: made.publicKey, label: 'Khóa cấp giấy 2026' }],
    })
    const signed = await answer.unlocked.sign(made.key, bytes)
    if (signed.outcome !== 'signed') throw new Error(signed.outcome)
    const x = Buffer.from(made.publicKey).toString('base64url')
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    expect(verify(null, bytes, key, signed.signature)).toBe(true)
    const [found] = await keysOf(answer.unlocked)
    expect(found && tokenSigner(answer.unlocked, found)).toBe(null)
  })

  it('is locked for whoever had it open once another person unlocks it, or it was left alone', async () => {
    const tokens = keyTokens()
    const first = await unlocked(tokens)
    const second = await unlocked(tokens)
    expect(await first.keys()).toEqual({ outcome: 'not-unlocked' })
    expect(await second.keys()).toMatchObject({ outcome: 'found' })
    const left = await unlocked(keyTokens({ idleFor: 50 }))
    await expect
      .poll(async () => {
        await new Promise((resolve) => setTimeout(resolve, 100))
        return left.keys()
      })
      .toEqual({ outcome: 'not-unlocked' })
  })

  it('of which nothing is plugged in is no token', async () => {
    const tokens = keyTokens()
    expect(await tokens.unlock('another', pin())).toEqual({ outcome: 'no-token' })
    expect(await tokens.certificates('another')).toEqual({ outcome: 'no-token' })
  })

  it('whose module crashes costs one signature; the office finds it again in a new process', async () => {
    process.env['QUAY_MODULE_FAULT'] = 'crash:sign'
    const tokens = keyTokens({ start: starting(faultyEntry) })
    const token = await unlocked(tokens)
    expect(await token.sign('rsa:01', bytes)).toEqual({
      outcome: 'no-answer',
      detail: 'the signing process ended (SIGSEGV)',
    })
    expect(await token.sign('rsa:01', bytes)).toMatchObject({ outcome: 'no-answer' })
    expect(await tokens.tokens()).toMatchObject({ outcome: 'found', tokens: [{ triesLeft: 3 }] })
    expect(await token.keys()).toEqual({ outcome: 'not-unlocked' })
  })

  it('whose module hangs over a PIN holds nothing up, and the try counts', async () => {
    process.env['QUAY_MODULE_FAULT'] = 'hang:unlock'
    const tokens = keyTokens({ start: starting(faultyEntry), answersWithin: 1500 })
    const given = pin()
    expect(await tokens.unlock(name, given)).toEqual({
      outcome: 'no-answer',
      detail: 'the module was silent for 1500 ms',
    })
    expect(given.every((byte) => byte === 0)).toBe(true)
    expect(await tokens.tokens()).toMatchObject({ outcome: 'found', tokens: [{ triesLeft: 2 }] })
  })

  it('is used only through the module the office has pinned', async () => {
    const sha256 = createHash('sha256').update(readFileSync(softModule)).digest('hex')
    expect(await keyTokens({ module: { path: softModule, sha256 } }).tokens()).toMatchObject({
      outcome: 'found',
    })
    const other = { path: softModule, sha256: sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }
    expect(await keyTokens({ module: other }).unlock(name, pin())).toEqual({
      outcome: 'no-module',
      why: 'file-changed',
      detail: sha256,
    })
    expect(await keyTokens().tokens()).toMatchObject({ tokens: [{ triesLeft: 3 }] })
  })

  it('with a module that is none, or is not there, is refused in words', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'module.so'), 'not a program')
    const ask = (file: string) => keyTokens({ module: { path: join(folder, file), sha256: null } }).tokens()
    expect(await ask('module.so')).toMatchObject({ outcome: 'no-module', why: 'does-not-load' })
    expect(await ask('missing.so')).toMatchObject({ outcome: 'no-module', why: 'file-missing' })
  })
})

describe('without pkcs11js', () => {
  it('key tokens are refused in words', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'module.so'), '')
    const start = starting(new URL('../testing/without-library.ts', import.meta.url))
    const answer = await keyTokens({
      module: { path: join(folder, 'module.so'), sha256: null },
      start,
    }).tokens()
    expect(answer).toMatchObject({ outcome: 'no-module', why: 'library-missing' })
  })

  it('and without a process that starts, they give no answer', async () => {
    const start = () => {
      throw new Error('no more processes')
    }
    expect(await keyTokens({ start }).tokens()).toEqual({
      outcome: 'no-answer',
      detail: 'the signing process does not start (no more processes)',
    })
  })
})
