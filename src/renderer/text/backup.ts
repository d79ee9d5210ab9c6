import { backup as en } from './backup.en.ts'
import { backup as vi } from './backup.vi.ts'
import { useLocale } from './Text.tsx'

/** The texts of the backup in the language in use. Both languages come with their panel, and not with the first page. */
export function useBackupText(): typeof vi {
  return useLocale() === 'en' ? en : vi
}
