import wasmAddress from 'zxing-wasm/reader/zxing_reader.wasm?url'

/** Finds the text of a QR code in a picture's pixels; null when there is none. */
export type CodeReader = (picture: ImageData, thorough: boolean) => Promise<string | null>

let chosen: Promise<CodeReader> | null = null

/**
 * The reader of this browser, loaded once: zxing as WebAssembly, or, where the page's policy or an old browser does not
 * let that run, a reader in plain JavaScript. Both come from the page's own files.
 */
export function codeReader(): Promise<CodeReader> {
  chosen ??= startZxing().catch(startPlain)
  return chosen
}

async function startZxing(): Promise<CodeReader> {
  const { prepareZXingModule, readBarcodes } = await import('zxing-wasm/reader')
  const overrides = { locateFile: () => wasmAddress }
  await prepareZXingModule({ overrides, fireImmediately: true })
  return async (picture, thorough) => {
    const found = await readBarcodes(picture, {
      formats: ['QRCode'],
      tryHarder: thorough,
      tryInvert: false,
      maxNumberOfSymbols: 1,
    })
    return found.find((code) => code.isValid && code.text.length > 0)?.text ?? null
  }
}

async function startPlain(): Promise<CodeReader> {
  const { decodeQR } = await import('qr/decode.js')
  return async (picture) => {
    try {
      return decodeQR(picture)
    } catch {
      // It throws when it finds no code.
      return null
    }
  }
}
