import type { backup as source } from './backup.vi.ts'

/** The backups of this PC, in English. */
export const backup = {
  title: 'Backup of this PC',
  folder: 'Backup folder',
  folderHint:
    'Best on a stick that stays plugged in, or on another disk: E:\\backup, say. What has changed is backed up hourly, when nobody waits, and at closing. The copy stays encrypted.',
  last: 'Last backup',
  never: 'Never',
  drill: 'Restore tried',
  notYet: 'Not yet',
  well: (at) => `It works, ${at}`,
  drillFailed: (name) => `The backup ${name} would not come back`,
  drillFailedNext: (fault) =>
    `Trying it failed (${fault}). The stick may be broken: take another one and press Back up now. It is tried again the next day.`,
  save: 'Use this folder',
  saved: 'This PC backs itself up into this folder by itself',
  stop: 'Stop backing up',
  stopped: 'This PC backs itself up no more',
  now: 'Back up now',
  done: (name: string) => `Backed up into ${name}`,
  none: 'This PC was never backed up',
  noneNext:
    'Choose a folder on a stick or another disk. If this PC breaks without a backup, only what the city has is left.',
  old: (days: string) => `The last backup is ${days} days old`,
  oldNext:
    'Plug the backup stick in: the PC backs itself up when nobody is kept waiting, or press Back up now.',
} satisfies typeof source
