import type { PrintJobState } from '../../../contract/desk/print-jobs.ts'
import type { Tone } from '../../ui/tones.ts'

/** How a state of a job looks. */
export const jobTones: Readonly<Record<PrintJobState, Tone>> = {
  printing: 'info',
  paused: 'warning',
  stuck: 'error',
  checking: 'warning',
  done: 'success',
  cancelled: 'neutral',
}
