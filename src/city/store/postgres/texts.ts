import { type CustomTypesConfig, types } from 'pg'

/** A character that no language uses (Unicode noncharacter); it marks what follows as the code of one unit. */
const mark = '\uFFFE'
const unstorable = /[\0\uFFFE]|\p{Surrogate}/gu
const marked = /\uFFFE([0-9a-f]{4})/g

/**
 * A text as PostgreSQL can keep it: its `text` holds neither U+0000 nor half a surrogate pair, and a PC may call a case
 * so. Other texts stay as they are, and no two texts become the same one.
 */
function keptText(text: string): string {
  return text.replace(unstorable, (unit) => `${mark}${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Undoes `keptText`. */
function readText(kept: string): string {
  if (!kept.includes(mark)) return kept
  return kept.replace(marked, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** A value of a statement as the driver takes it. */
export function keptValue(value: unknown): unknown {
  if (typeof value === 'string') return keptText(value)
  return Array.isArray(value) ? value.map(keptValue) : value
}

const int8: number = types.builtins.INT8
const textType: number = types.builtins.TEXT

/** Whole numbers of 64 bits come as numbers (all of ours are below 2^53), texts as they were before `keptText`. */
export const readTypes: CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === int8) return Number
    if (oid === textType) return readText
    return format === 'binary' ? types.getTypeParser(oid, format) : types.getTypeParser(oid)
  },
}
