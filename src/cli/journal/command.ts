import { parseArgs } from 'node:util'
import { openSpool } from '../../office/journal/spool.ts'
import { type Command, misused, No } from '../command.ts'
import { credentialHelp, credentialOptions, openFolder, type OpenFolder } from '../folder/open-folder.ts'
import { print, printJson } from '../say.ts'
import { proveChain } from './chain.ts'
import { proveCopy } from './copy.ts'
import type { Proof } from './proof.ts'
import { proveRebuild } from './rebuilt.ts'
import { proveReceipts } from './receipts.ts'

const help = `npx quay journal verify [--json] <thư mục dữ liệu · data folder>

Nhật ký có nguyên vẹn không: chuỗi băm từ bản ghi mở đầu, giấy xác nhận của thành phố, bản sao thứ hai, và dựng lại
từ nhật ký có ra đúng dữ liệu đang dùng. Quầy phải đang đóng. Không in dữ liệu cá nhân.
Whether the journal is whole: the hash chain from the opening record, the city's receipt, the second copy, and that a
rebuild from the journal gives the data in use. The office must be closed. Prints no personal data.

${credentialHelp}
  --json                      một đối tượng JSON cho mỗi phần · one JSON object for each part

Kết thúc · exit: 0 nguyên vẹn · whole; 1 không · no; 2 dùng sai · used wrongly`

type Part = { readonly name: string; prove(folder: OpenFolder, dataDir: string): Proof | Promise<Proof> }

/** In this order: what a later part relies on was proven by an earlier one. */
const parts: readonly Part[] = [
  { name: 'chain', prove: ({ store }) => proveChain(store) },
  { name: 'receipts', prove: ({ store }) => proveReceipts(store) },
  {
    name: 'copy',
    prove({ store, key }, dataDir) {
      const spool = openSpool(dataDir, key)
      try {
        return proveCopy(store, spool)
      } finally {
        spool.close()
      }
    },
  },
  { name: 'rebuild', prove: (folder) => proveRebuild(folder) },
]

/** `quay journal verify`: whether an installation's journal is whole. */
export const journalVerify: Command = {
  help,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, ...credentialOptions },
    })
    const [dataDir] = positionals
    if (dataDir === undefined || positionals.length > 1)
      throw misused('Hãy cho đúng một thư mục dữ liệu.', 'Give exactly one data folder.')
    const folder = await openFolder(dataDir, values)
    try {
      for (const { name, prove } of parts) {
        const proof = await prove(folder, dataDir)
        report(name, proof, values.json)
        if (!proof.holds) throw new No(proof.broken)
      }
    } finally {
      folder.store.close()
    }
    return 0
  },
}

function report(part: string, proof: Proof, json: boolean): void {
  if (json) printJson({ part, holds: proof.holds, ...(proof.holds ? proof.proven : proof.broken) })
  else if (proof.holds) print(`✓ ${proof.proven.vi}\n  ${proof.proven.en}`)
}
