import * as contract from '../../../contract/desk/backup.ts'
import type { Mount } from '../../http.ts'

/** The backups of this PC. */
export function mountBackup(mount: Mount): void {
  mount.staff(contract.readBackup, ({ desk }) => desk.backups.state())
  mount.staff(contract.setBackupFolder, ({ desk, body }) => {
    desk.backups.setFolder(body.folder)
    return desk.backups.state()
  })
  mount.staff(contract.backUpNow, async ({ desk }) => {
    await desk.backups.now()
    return desk.backups.state()
  })
}
