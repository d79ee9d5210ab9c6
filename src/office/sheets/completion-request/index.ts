import type { Sheet } from '../sheet.ts'
import { completionRequestSheet } from './data.ts'
import { layoutCompletionRequest } from './layout.ts'

/** Request to complete a dossier (*phiếu yêu cầu bổ sung, hoàn thiện hồ sơ*), A5. */
export const completionRequest: Sheet<typeof completionRequestSheet> = {
  id: 'completion-request',
  title: 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ',
  schema: completionRequestSheet,
  layout: layoutCompletionRequest,
}
