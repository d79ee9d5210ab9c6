// `npm run prove`: that nothing confirmed is lost, each time beside a control that must lose. `-- --short` tries less.
import { parseArgs } from 'node:util'
import { fullExtent, proofs, shortExtent, stands } from './proofs/proofs.ts'

const { values } = parseArgs({ options: { short: { type: 'boolean', default: false } } })
const extent = values.short ? shortExtent : fullExtent

for (const { name, whyNot, prove } of proofs) {
  const reason = whyNot()
  if (reason !== null) {
    console.log(`SKIPPED  ${name}: ${reason}`)
    process.exitCode = 1
    continue
  }
  const begun = performance.now()
  const verdict = await prove(extent)
  const seconds = Math.round((performance.now() - begun) / 1000)
  const isProven = stands(verdict)
  console.log(`${isProven ? 'proven ' : 'FAILED '}  ${verdict.proof} (${seconds} s)`)
  console.log(`         ${verdict.tried}: ${verdict.lost} lost, ${verdict.wrong} wrong`)
  console.log(`         control, which must lose: ${verdict.control}`)
  if (verdict.firstProblem !== null) console.log(`         first: ${verdict.firstProblem}`)
  if (!isProven) process.exitCode = 1
}
console.log('Not tried here: real power, disks that lie about flushing, Windows, network folders.')
