import { Refusal } from '../../contract/refusals.ts'

/** Does work on the store; a full disk becomes the refusal `disk-full`. The transaction is already rolled back. */
export function refusingFullDisk<Result>(onDiskFull: () => void, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (!isFullDisk(error)) throw error
    onDiskFull()
    throw new Refusal('disk-full')
  }
}

/** Whether SQLite or the file system says that the disk, or the share of it this account may use, is full. */
export function isFullDisk(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'SQLITE_FULL' || error.code === 'ENOSPC' || error.code === 'EDQUOT')
  )
}
