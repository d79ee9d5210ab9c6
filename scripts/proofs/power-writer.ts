// The program whose power is cut: registers cases on the real store and says which are confirmed.
import { writeSync } from 'node:fs'
import { openLedger } from '../../src/office/journal/testing/ledger.ts'

const [folder = '', cases = '0', synchronous = 'FULL'] = process.argv.slice(2)
const ledger = await openLedger(folder, {
  weaken: ({ database }) => {
    if (synchronous !== 'FULL') database.pragma(`synchronous = ${synchronous}`)
  },
})
for (let count = 0; count < Number(cases); count++) {
  const id = ledger.register()
  writeSync(1, `${id}\n`)
}
// Neither closed nor flushed any further: the power is gone.
process.kill(process.pid, 'SIGKILL')
