import { z } from 'zod'
import { route } from '../route.ts'

const administrator = ['administrator'] as const

/** Why the last try made no backup: refusals of the closed list. */
export const backupProblems = ['backup-folder-missing', 'backup-failed'] as const

export const backupStateSchema = z.object({
  /** Where this PC backs itself up; null: nowhere. */
  folder: z.string().nullable(),
  /** When it did last, and under which name; null: never. */
  lastAt: z.string().nullable(),
  lastName: z.string().nullable(),
  /** What the last try failed of, since this program was started; null: it did not. */
  problem: z.object({ code: z.enum(backupProblems), detail: z.string() }).nullable(),
  /** When a backup was last tried, which one, and why it would not have come back (null: it would); null: never. */
  drill: z.object({ at: z.string(), name: z.string(), fault: z.string().nullable() }).nullable(),
})
export type BackupState = z.infer<typeof backupStateSchema>

export const readBackup = route({
  method: 'get',
  path: '/api/backup',
  summary: 'Where this PC backs itself up, and when it did last',
  for: administrator,
  answer: backupStateSchema,
})

export const setBackupFolder = route({
  method: 'put',
  path: '/api/backup/folder',
  summary:
    'Have this PC back itself up into a folder by itself, or no more; refused where there is no such folder',
  for: administrator,
  body: z.object({ folder: z.string().trim().min(1).max(1000).nullable() }),
  answer: backupStateSchema,
})

export const backUpNow = route({
  method: 'post',
  path: '/api/backup/now',
  summary: 'Back this PC up now',
  for: administrator,
  answer: backupStateSchema,
})
