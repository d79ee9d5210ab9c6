import { completionRequest } from './completion-request/index.ts'
import { permit } from './permit/index.ts'
import { receipt } from './receipt/index.ts'
import { refusal } from './refusal/index.ts'
import { testCodes } from './test-codes/index.ts'

export { renderLayout, renderSheet } from './render.ts'

/** Every paper the counter prints; a new one is a folder and a line here. */
export const sheets = [permit, receipt, refusal, completionRequest, testCodes] as const
