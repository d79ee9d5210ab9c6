import { type Call, createClient } from '../../contract/client.ts'

/** Asks the office that serves this page; the shell adds who is signed in. */
export const call: Call = createClient((request) => globalThis.fetch(request), location.origin)
