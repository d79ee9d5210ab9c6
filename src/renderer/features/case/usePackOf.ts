import { type Case, readPack } from '../../../contract/desk/cases.ts'
import { useRoute } from '../../app/queries.ts'

/** The rule pack a case was received under, by which its dialogs go; `failed` when it could not be read. */
export function usePackOf({ pack }: Pick<Case, 'pack'>, enabled = true) {
  const read = useRoute(readPack, { query: { pack } }, ['office'], { enabled })
  return { pack: read.data, failed: read.isError }
}
