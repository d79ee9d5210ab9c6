import { serveParent } from '../../helper-process.ts'
import { serveLists } from './serve-lists.ts'

// The entry of the process that alone opens files from outside: one that crashes, hangs or grows takes nothing with it.
// It may read its own program and nothing else: no writing, no further processes. Started by `start-process.ts` on Node;
// in Electron as a utility process.

serveParent(serveLists)
