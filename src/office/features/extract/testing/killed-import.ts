import { readFileSync } from 'node:fs'
import * as api from '../../../../contract/desk/index.ts'
import { openOffice } from '../../../office.ts'
import { signedIn } from '../../../testing/person.ts'
import { testClock, testPorts } from '../../../testing/ports.ts'
import { colleagues } from '../../../testing/staffed-office.ts'

// Takes an extract in and dies without warning at the n-th look at the clock on the way:
// node killed-import.ts <dataDir> <file> <start of the clock, ms> <n>

const [dataDir = '', file = '', start = '', at = ''] = process.argv.slice(2)
const clock = testClock(Number(start))
let left = Number.POSITIVE_INFINITY
const office = await openOffice(
  testPorts({
    dataDir,
    clock: {
      ...clock,
      now() {
        if (left === 0) process.kill(process.pid, 'SIGKILL')
        left -= 1
        return clock.now()
      },
    },
  }),
)
const { user, password } = colleagues.administrator
const administrator = await signedIn(office, user, password)
left = Number(at)
await administrator(api.importExtract, { body: readFileSync(file) })
await office.close()
