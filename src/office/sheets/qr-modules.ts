import { create } from 'qrcode'

/** The dark modules of a QR symbol, row by row, 1 = dark; `size` modules a side, no quiet zone. */
export type Modules = { readonly size: number; readonly modules: Uint8Array }

const longestVersion = 15

/** The symbol of a text at the highest error correction of H, Q, M whose version is at most 15. */
export function modulesOf(text: string): Modules {
  const mode = /^\d+$/.test(text) ? 'numeric' : /^[0-9A-Z $%*+\-./:]+$/.test(text) ? 'alphanumeric' : 'byte'
  for (const errorCorrectionLevel of ['H', 'Q', 'M'] as const) {
    const segments = mode === 'byte' ? text : [{ data: text, mode }]
    const { version, modules } = create(segments as string, { errorCorrectionLevel })
    if (version <= longestVersion) return { size: modules.size, modules: modules.data }
  }
  throw new RangeError('the text is too long for a printed symbol')
}
