import { Refusal } from '../../contract/refusals.ts'

/**
 * Does what belongs to an act after its line is written, also when only the second copy of the line is missing
 * (`copy-not-written`): the line stands, so what it says must become true. Throws that refusal afterwards.
 */
export async function finishing(
  write: () => void | Promise<void>,
  rest: () => void | Promise<void>,
): Promise<void> {
  let owed: Refusal | null = null
  try {
    await write()
  } catch (error) {
    if (!isOnlyCopyMissing(error)) throw error
    owed = error
  }
  await rest()
  if (owed) throw owed
}

/** Whether the line itself was written; the next command writes the copy too. */
export function isOnlyCopyMissing(error: unknown): error is Refusal {
  return error instanceof Refusal && error.code === 'copy-not-written'
}
