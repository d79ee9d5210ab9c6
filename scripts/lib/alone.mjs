import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { say } from './place.mjs'

/** Longer than anything done under a lock: what is older was left behind, whoever has its number now. */
const longestMs = 15 * 60_000
/** A lock is made and then written; an empty one is only just made, or was left by a power cut. */
const writingMs = 5_000
const pauseMs = 100

/**
 * Does something that must not be done twice at a time in this folder (`npm start` and `npm run city` both build): waits
 * for whoever holds the lock file, takes it over where that process is gone, and answers what `work` answers.
 */
export function alone(file, work) {
  mkdirSync(dirname(file), { recursive: true })
  let isTold = false
  while (!isTaken(file)) {
    if (isLeftBehind(file)) rmSync(file, { force: true })
    else {
      if (!isTold)
        say(
          'Một lệnh khác đang chuẩn bị cùng thư mục này; đang chờ…',
          'Another command prepares this folder; waiting…',
        )
      isTold = true
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs)
    }
  }
  try {
    return work()
  } finally {
    rmSync(file, { force: true })
  }
}

function isTaken(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function isLeftBehind(file) {
  try {
    const age = Date.now() - statSync(file).mtimeMs
    const holder = Number(readFileSync(file, 'utf8'))
    return age > longestMs || (holder > 0 ? !isAlive(holder) : age > writingMs)
  } catch {
    // It was given back meanwhile: the next try takes it.
    return false
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another account's process may not be asked, but it is there.
    return error.code === 'EPERM'
  }
}
