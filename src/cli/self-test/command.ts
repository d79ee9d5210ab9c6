import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { hidSource } from '../../office/scanning/hid/source.ts'
import { type Command, No } from '../command.ts'
import { print, printJson } from '../say.ts'
import { type Check, type Finding, finding } from './check.ts'
import { cryptographyChecks } from './cryptography.ts'
import { paperChecks } from './paper.ts'
import { storeChecks } from './store.ts'

const help = `npx quay self-test [--json]

Máy này có chạy được quầy không: phiên bản, kho mã hóa, mật mã, phông chữ, in và đọc lại QR, máy quét.
Whether this computer can run the counter: versions, encrypted store, cryptography, fonts, print and read back a QR,
readers. Nothing of an office is opened.

Kết thúc · exit: 0 mọi phần chạy được · everything works; 1 có phần không chạy · something does not`

const marks = { yes: '✓', no: '✗', noted: '–' } as const

/** `quay self-test`: whether this computer can run the counter. */
export const selfTest: Command = {
  help,
  async run(args) {
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } })
    const folder = mkdtempSync(join(tmpdir(), 'quay-self-test-'))
    let failed = 0
    try {
      for (const check of allChecks(folder)) {
        const { result, detail } = await settled(check)
        if (result === 'no') failed += 1
        if (values.json) printJson({ check: check.name, result, detail })
        else print(`${marks[result]} ${check.name.padEnd(14)} ${detail}`)
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    if (failed === 0) return 0
    throw new No({
      vi: `${failed} phần không chạy được trên máy này. Gửi bảng trên cho cán bộ CNTT.`,
      en: `${failed} parts do not work on this computer. Send the table above to the IT officer.`,
    })
  },
}

function allChecks(folder: string): readonly Check[] {
  return [programCheck, ...storeChecks(folder), ...cryptographyChecks, ...paperChecks, readersCheck]
}

const programCheck: Check = {
  name: 'Node.js',
  run: () => {
    const [major = 0] = process.versions.node.split('.').map(Number)
    return finding(major >= 24, `${process.versions.node}, ${process.platform} ${process.arch}`)
  },
}

/** An office without USB readers works: cards can be pasted, and readers in keyboard mode need no library. */
const readersCheck: Check = {
  name: 'USB readers',
  async run(): Promise<Finding> {
    try {
      const readers = await hidSource().readers()
      return {
        result: 'yes',
        detail: `${readers.length}: ${readers.map(({ label }) => label).join(', ') || '-'}`,
      }
    } catch (error) {
      return { result: 'noted', detail: error instanceof Error ? error.message : String(error) }
    }
  },
}

/** A check that breaks is a no; its message says why. */
async function settled(check: Check): Promise<Finding> {
  try {
    return await check.run()
  } catch (error) {
    return finding(false, error instanceof Error ? error.message : String(error))
  }
}
