import { existsSync } from 'node:fs'
import { Refusal } from '../../contract/refusals.ts'
import { createAttempts } from '../../office/attempts.ts'
import { type KeySlot, openSlot, readSlots } from '../../office/database/key-slots.ts'
import { openStore } from '../../office/database/open.ts'
import type { Store } from '../../office/database/store.ts'
import { databasePath } from '../../office/desk.ts'
import { readRecoveryCode } from '../../office/features/office-state/recovery-code.ts'
import { systemClock } from '../../office/host.ts'
import { misused, No } from '../command.ts'
import { readSecretLine } from '../stdin.ts'

/** How a data folder is opened: `parseArgs` options and their values. */
export const credentialOptions = {
  user: { type: 'string' },
  'password-stdin': { type: 'boolean', default: false },
  'recovery-stdin': { type: 'boolean', default: false },
} as const
export type Credentials = {
  readonly user?: string | undefined
  readonly 'password-stdin': boolean
  readonly 'recovery-stdin': boolean
}

export const credentialHelp = `  --user U --password-stdin   mở bằng mật khẩu của U, đọc từ đầu vào chuẩn
                              open with U's password, read from standard input
  --recovery-stdin            mở bằng mã khôi phục trong phong bì niêm phong
                              open with the recovery code of the sealed envelope
                              (văn phòng tập huấn tự mở · a training office opens by itself)`

/** The secret of the training slot, published by the training office (src/training/training.ts); it protects nothing. */
const trainingSecret = 'training-office'

export type OpenFolder = { readonly store: Store; readonly key: Uint8Array }

/**
 * Opens the store of an installation that is not running, without changing what it says. Throws the refusals of the
 * opening ritual (`already-open` while the office runs), `wrong-password`, `unknown-user`, `locked-out`, and `No`.
 */
export async function openFolder(dataDir: string, credentials: Credentials): Promise<OpenFolder> {
  // A missing database would be made anew by opening it.
  if (!existsSync(databasePath(dataDir))) {
    throw new No({
      vi: `Không có dữ liệu của quầy trong thư mục ${dataDir}.`,
      en: `There is no office's data in the folder ${dataDir}.`,
    })
  }
  const key = await keyOf(dataDir, slotsOf(dataDir), credentials)
  return { store: await openStore(databasePath(dataDir), key), key }
}

function slotsOf(dataDir: string): readonly KeySlot[] {
  try {
    return readSlots(dataDir)
  } catch {
    throw new No({
      vi: `Tệp khóa keys.json trong ${dataDir} không đọc được.`,
      en: `The key file keys.json in ${dataDir} cannot be read.`,
    })
  }
}

async function keyOf(dataDir: string, slots: readonly KeySlot[], ask: Credentials): Promise<Buffer> {
  if (ask['recovery-stdin']) return recoveredKey(dataDir, slots)
  if (ask.user !== undefined && ask['password-stdin']) return officerKey(dataDir, slots, ask.user)
  if (ask.user !== undefined || ask['password-stdin'])
    throw misused(
      '--user và --password-stdin phải đi cùng nhau.',
      '--user and --password-stdin belong together.',
    )
  const training = slots.find(({ kind }) => kind === 'training')
  const key = training ? await openSlot(training, trainingSecret) : null
  if (key) return key
  throw misused(
    'Dữ liệu đã mã hóa: thêm --user U --password-stdin, hoặc --recovery-stdin.',
    'The data is encrypted: add --user U --password-stdin, or --recovery-stdin.',
  )
}

/** Wrong tries count here as they do at the sign-in page. */
async function officerKey(dataDir: string, slots: readonly KeySlot[], user: string): Promise<Buffer> {
  const slot = slots.find((one) => one.kind === 'officer' && one.user === user)
  if (!slot) throw new Refusal('unknown-user')
  const password = await readSecretLine()
  const attempts = createAttempts(dataDir, systemClock())
  const { left } = attempts.spend(user, 'password')
  const key = await openSlot(slot, password)
  if (!key) throw new Refusal('wrong-password', { left })
  attempts.clear(user, 'password')
  return key
}

async function recoveredKey(dataDir: string, slots: readonly KeySlot[]): Promise<Buffer> {
  const slot = slots.find(({ kind }) => kind === 'recovery')
  const code = readRecoveryCode(await readSecretLine())
  const attempts = createAttempts(dataDir, systemClock())
  const { left } = attempts.spend('', 'recovery')
  const key = slot ? await openSlot(slot, code) : null
  if (!key) throw new Refusal('wrong-recovery-code', { left })
  attempts.clear('', 'recovery')
  return key
}
