/** Thrown when a vector file has another shape than expected. */
export class VectorFileError extends Error {
  constructor(expected: string) {
    super(`not a token vector file: ${expected} expected`)
    this.name = 'VectorFileError'
  }
}

/** A JSON object's members. Throws VectorFileError for anything else. */
export function object(value: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(value)) throw new VectorFileError('object')
  return value
}

/** A JSON object's members in order. */
export function entriesOf(value: unknown): [string, unknown][] {
  return Object.entries(object(value))
}

/** A member that must be there. */
export function field(value: unknown, name: string): unknown {
  const members = object(value)
  if (!Object.hasOwn(members, name)) throw new VectorFileError(`member "${name}"`)
  return members[name]
}

/** A member that may be missing. */
export function optional(value: unknown, name: string): unknown {
  return object(value)[name]
}

/** A JSON array. */
export function array(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new VectorFileError('array')
  return value
}

/** A JSON string. */
export function string(value: unknown): string {
  if (typeof value !== 'string') throw new VectorFileError('text')
  return value
}

/** A JSON number. */
export function number(value: unknown): number {
  if (typeof value !== 'number') throw new VectorFileError('number')
  return value
}

/** null stays null; anything else is read. */
export function nullable<Value>(value: unknown, read: (value: unknown) => Value): Value | null {
  return value === null ? null : read(value)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
