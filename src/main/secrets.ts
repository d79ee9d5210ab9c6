import { safeStorage } from 'electron'

/**
 * The operating system's key store (DPAPI, keychain, libsecret) through Electron. Null where there is none, and on
 * Linux without a keyring, where Electron would only scramble with a fixed password.
 */
export async function wrapSecret(secret: Uint8Array): Promise<Uint8Array | null> {
  if (!(await isTrusted())) return null
  return safeStorage.encryptStringAsync(Buffer.from(secret).toString('base64'))
}

/** The secret that {@link wrapSecret} wrapped, or null when this PC or account cannot unwrap it (any more). */
export async function unwrapSecret(wrapped: Uint8Array): Promise<Uint8Array | null> {
  if (!(await isTrusted())) return null
  try {
    const { result } = await safeStorage.decryptStringAsync(Buffer.from(wrapped))
    return Buffer.from(result, 'base64')
  } catch {
    // A roaming profile or another PC: the office has other key slots.
    return null
  }
}

async function isTrusted(): Promise<boolean> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return false
  if (process.platform !== 'linux') return true
  const backend = safeStorage.getSelectedStorageBackend()
  return backend !== 'basic_text' && backend !== 'unknown'
}
