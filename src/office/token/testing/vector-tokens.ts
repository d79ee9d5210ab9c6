import { readFileSync } from 'node:fs'

/** A token of the vector file as the tests use it. */
export type VectorToken = {
  readonly name: string
  readonly signedBy: string
  readonly claims: Readonly<Record<string, unknown>> & { readonly iat: number }
  readonly protected: string
  readonly cose: string
  readonly base45: string
  readonly numeric: string
  readonly toBeSigned: string
  readonly signature: string
  readonly qrBase45: VectorSymbol
  readonly qrNumeric: VectorSymbol
}

/** The symbol a vector token must be drawn as. */
export type VectorSymbol = {
  readonly errorCorrection: string
  readonly version: number
  readonly modules: number
  readonly moduleMm: number
}

const path = new URL('../../../../e2e/vectors/token.json', import.meta.url)

/** The vector file as it lies on disk. */
// oxlint-disable-next-line typescript/no-unsafe-assignment -- JSON.parse gives any; runVectors reads it as unknown
export const vectorFile: { readonly tokens: readonly VectorToken[]; readonly keys: readonly VectorKey[] } =
  JSON.parse(readFileSync(path, 'utf8'))

/** A published test key: never trusted by the product. */
export type VectorKey = {
  readonly name: string
  readonly seed: string
  readonly public: string
  readonly kid: string
}

/** The vector token of that name. */
export function vectorToken(name: string): VectorToken {
  const found = vectorFile.tokens.find((token) => token.name === name)
  if (!found) throw new Error(`no vector token ${name}`)
  return found
}

/** The published test key of that name. */
export function vectorKey(name: string): VectorKey {
  const found = vectorFile.keys.find((key) => key.name === name)
  if (!found) throw new Error(`no vector key ${name}`)
  return found
}
