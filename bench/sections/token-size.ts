import { create } from 'qrcode'
import { vectorFile } from '../../src/office/token/testing/vector-tokens.ts'
import { symbol } from '../../src/office/token/symbol.ts'
import type { Row } from '../table.ts'

/**
 * Characters of seven vaccination certificates among the published test vectors of the EU Digital COVID Certificate
 * (github.com/eu-digital-green-certificates/dgc-testdata, the text `PREFIX` of XX/2DCode/raw/1.json; Spain 101.json).
 */
const euCharacters: Readonly<Record<string, number>> = {
  AT: 604,
  BE: 525,
  BG: 592,
  CH: 840,
  CZ: 589,
  DE: 553,
  ES: 534,
}

/** How much a checkpoint's reader has to see: our codes beside those of the EU, with the same encoder and correction. */
export function tokenSizeSection(): Row[] {
  const ours = vectorFile.tokens.map(({ name, base45 }) => sizes(name, base45.length, symbol(base45)))
  const lengths = Object.values(euCharacters).toSorted((a, b) => a - b)
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0
  const range = `${lengths[0]}–${lengths.at(-1)} characters, n = ${lengths.length}`
  return [...ours, sizes(`EU DCC, median (${range})`, median, null)]
}

function sizes(way: string, characters: number, printed: ReturnType<typeof symbol> | null): Row {
  const at = (level: 'M' | 'Q') => `${modulesOf(characters, level)} at ${level}`
  const drawn = printed ? `; printed with ${printed.size} modules at ${printed.level}` : ''
  return { section: 'QR size', way, note: `${characters} characters, modules ${at('M')}, ${at('Q')}${drawn}` }
}

/** The side of the code of any alphanumeric text of this length. */
function modulesOf(characters: number, level: 'M' | 'Q'): number {
  const segment = { data: 'A'.repeat(characters), mode: 'alphanumeric' } as const
  return create([segment], { errorCorrectionLevel: level }).modules.size
}
