import { serveParent } from '../../helper-process.ts'
import type { FromLists, ToLists } from '../process/messages.ts'

// A list process with a fault of ours in it.
serveParent<ToLists, FromLists>((tell) => () => tell({ what: 'fault', message: 'a fault of ours' }))
