import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../testing/ports.ts'
import { type KeySlot, makeSlot, openSlot, readSlots, writeDurably, writeSlots } from './key-slots.ts'

const databaseKey = randomBytes(32)

describe('a key slot', () => {
  test('gives the database key for its own secret and for no other', async () => {
    const slot = await makeSlot('officer', 'thanhmai', 'quay-so-1', databaseKey)
    expect(await openSlot(slot, 'quay-so-1')).toEqual(databaseKey)
    expect(await openSlot(slot, 'quay-so-2')).toBeNull()
    expect(await openSlot(slot, '')).toBeNull()
  })

  test('knows a password however its marks were typed', async () => {
    const slot = await makeSlot('officer', 'thanhmai', 'mật-khẩu'.normalize('NFC'), databaseKey)
    expect(await openSlot(slot, 'mật-khẩu'.normalize('NFD'))).toEqual(databaseKey)
  })

  test('that was changed opens with no secret, and breaks nothing', async () => {
    const slot = await makeSlot('recovery', '', 'ABCDE-FGHJK', databaseKey)
    const flipped = (text: string, at: number) => {
      const bytes = Buffer.from(text, 'base64')
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
      return bytes.toString('base64')
    }
    const changed: KeySlot[] = [
      { ...slot, wrapped: flipped(slot.wrapped, 0) },
      { ...slot, wrapped: flipped(slot.wrapped, 20) },
      { ...slot, wrapped: flipped(slot.wrapped, 59) },
      { ...slot, wrapped: slot.wrapped.slice(0, 20) },
      { ...slot, wrapped: '' },
      { ...slot, salt: flipped(slot.salt, 3) },
      { ...slot, salt: '' },
    ]
    for (const one of changed) expect(await openSlot(one, 'ABCDE-FGHJK')).toBeNull()
  })

  test('never shows the key, and no two look alike', async () => {
    const slots = await Promise.all(
      [1, 2].map(() => makeSlot('officer', 'thanhmai', 'quay-so-1', databaseKey)),
    )
    expect(slots[0]?.wrapped).not.toBe(slots[1]?.wrapped)
    for (const { wrapped } of slots) expect(Buffer.from(wrapped, 'base64').includes(databaseKey)).toBe(false)
  })
})

test('a guess costs what Argon2id takes for 64 MiB and three passes', () => {
  const program = `import { stretch } from ${JSON.stringify(new URL('key-slots.ts', import.meta.url).href)}
    process.stdout.write((await stretch('quay-so-1', Buffer.alloc(16, 7))).toString('hex'))`
  // A process of its own, as an office is one: tests stretch more cheaply (scripts/lib/light-secrets.mjs).
  const env = { ...process.env, NODE_OPTIONS: '' }
  const stretched = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { env })
  expect(stretched.toString()).toBe('552a5f5ceb8878186ce5381ebb1c622b15fd63bf1185bedb1348b4a9e505d1dc')
})

describe('the file of the slots', () => {
  test('is empty for a new installation and answers what was written', async () => {
    const folder = temporaryFolder()
    expect(readSlots(folder)).toEqual([])
    const slot = await makeSlot('officer', 'thanhmai', 'quay-so-1', databaseKey)
    writeSlots(folder, [slot])
    expect(readSlots(folder)).toEqual([slot])
    expect(statSync(join(folder, 'keys.json')).mode & 0o077).toBe(0)
  })

  test('is refused when it is damaged, and kept', () => {
    for (const content of ['', '{"version":1,"slots":[', '{"version":2,"slots":[]}', '[]']) {
      const folder = temporaryFolder()
      writeFileSync(join(folder, 'keys.json'), content)
      expect(() => readSlots(folder)).toThrow(expect.objectContaining({ code: 'damaged-database' }))
      expect(readFileSync(join(folder, 'keys.json'), 'utf8')).toBe(content)
    }
  })
})

test('a small file is replaced as a whole: what a cut-off earlier try left is no part of it', () => {
  const folder = temporaryFolder()
  const path = join(folder, 'small.json')
  writeDurably(path, 'old')
  writeFileSync(`${path}.new`, 'half of something much longer than the new content')
  expect(readFileSync(path, 'utf8')).toBe('old')
  writeDurably(path, 'new')
  expect(readFileSync(path, 'utf8')).toBe('new')
  expect(existsSync(`${path}.new`)).toBe(false)
  expect(readdirSync(folder)).toEqual(['small.json'])
})
