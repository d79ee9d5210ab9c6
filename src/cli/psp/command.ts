import { parseArgs } from 'node:util'
import { type CivilDate, civilDate } from '../../domain/calendar.ts'
import { sql, type Store } from '../../office/database/store.ts'
import { readHead } from '../../office/journal/rows.ts'
import { type Command, type ExitCode, misused, No } from '../command.ts'
import { credentialHelp, credentialOptions, openFolder } from '../folder/open-folder.ts'
import { proveChain } from '../journal/chain.ts'
import { broken, type Proof } from '../journal/proof.ts'
import { proveReceipts } from '../journal/receipts.ts'
import { print, printJson, tell } from '../say.ts'
import { type DayFile, writeDay } from './day.ts'
import { proveFolderFeed } from './folder-feed.ts'
import { proveFeed, proveStreams } from './server-proofs.ts'
import { askServer, connectionOf, type Server } from './server.ts'

const help = `npx quay psp verify FOLDER [--server URL | --offline] [--json] [--day YYYY-MM-DD --lines FILE]

Chứng minh (hoặc bác bỏ) rằng không mất và không trùng gì giữa máy này và thành phố: mọi dòng thành phố đã xác nhận có ở
đó đúng một lần và giống từng byte, danh sách nhận về đúng thứ tự của thành phố, mọi biên nhận đứng trên chuỗi băm. Chỉ
đọc. Quầy phải đang đóng. Không in dữ liệu cá nhân.
Proves or disproves that nothing is lost or doubled between this PC and its city: every acknowledged line is there
exactly once and byte for byte, the feed is in the city's order, every receipt stands on the hash chain. Only reads. The
office must be closed. Prints no personal data.

  --server URL    hỏi máy chủ ở địa chỉ này (mặc định: nơi đã ghi danh) · ask this server (default: where enrolled)
  --offline       chỉ xét thư mục, không hỏi thành phố · look at the folder only
  --day D --lines FILE
                  ghi các dòng của ngày D ra FILE và in cách kiểm bằng sha256sum và jq
                  write the lines of day D to FILE and print how to check them with sha256sum and jq
${credentialHelp}
  --json          một dòng JSON duy nhất · one single line of JSON

Kết thúc · exit: 0 đúng · proven; 1 không · no; 2 dùng sai · used wrongly`

type Asked = { readonly server: string | null; readonly isOffline: boolean; readonly day: CivilDate | null }

type Finding = { readonly part: string; readonly proof: Proof }

/** `quay psp verify`: whether a PC and its city hold the same, nothing lost, nothing doubled. */
export const pspVerify: Command = {
  name: 'psp verify',
  summary: {
    vi: 'Máy này và thành phố có khớp nhau từng dòng không',
    en: 'Whether this PC and its city hold the same lines',
  },
  help,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        server: { type: 'string' },
        offline: { type: 'boolean', default: false },
        day: { type: 'string' },
        lines: { type: 'string' },
        json: { type: 'boolean', default: false },
        ...credentialOptions,
      },
    })
    const [dataDir] = positionals
    if (dataDir === undefined || positionals.length > 1)
      throw misused('Hãy cho đúng một thư mục dữ liệu.', 'Give exactly one data folder.')
    if ((values.day === undefined) !== (values.lines === undefined))
      throw misused('--day và --lines phải đi cùng nhau.', '--day and --lines belong together.')
    const asked = { server: values.server ?? null, isOffline: values.offline, day: dayOf(values.day) }
    const { store } = await openFolder(dataDir, values)
    try {
      return await verify(store, asked, values.lines ?? '', values.json)
    } finally {
      store.close()
    }
  },
}

async function verify(store: Store, asked: Asked, file: string, json: boolean): Promise<ExitCode> {
  const connection = connectionOf(store, asked.server)
  const server = connection && !asked.isOffline ? askServer(connection) : null
  const findings: Finding[] = []
  let holds = true
  for (const { part, prove } of partsOf(store, connection, server)) {
    const proof = await provenOr(prove)
    findings.push({ part, proof })
    holds = proof.holds
    if (!json) report(proof)
    // What a later part relies on was not proven.
    if (!holds) break
  }
  const day = holds && asked.day !== null ? await writeDay(store, server, asked.day, file) : null
  if (json) printJson(summaryOf(store, server, findings, day))
  else if (day) print(`\n${day.instructions}`)
  return holds ? 0 : 1
}

type Part = { readonly part: string; readonly prove: () => Proof | Promise<Proof> }

function partsOf(store: Store, connection: ReturnType<typeof connectionOf>, server: Server | null): Part[] {
  const folder: Part[] = [
    { part: 'chain', prove: () => proveChain(store) },
    { part: 'receipt', prove: () => proveReceipts(store) },
    { part: 'folder-feed', prove: () => proveFolderFeed(store) },
  ]
  if (!connection || !server) return folder
  return [
    ...folder,
    { part: 'streams', prove: () => proveStreams(store, connection, server) },
    { part: 'feed', prove: () => proveFeed(store, server) },
  ]
}

/** A city that does not answer proves nothing. */
async function provenOr(prove: Part['prove']): Promise<Proof> {
  try {
    return await prove()
  } catch (error) {
    if (!(error instanceof No)) throw error
    return broken(error.sentence.vi, error.sentence.en)
  }
}

function summaryOf(store: Store, server: Server | null, findings: readonly Finding[], day: DayFile | null) {
  const lines = readHead(store).seq
  const acknowledged = store.first(sql.selectFrom('sync').select('acked_seq'))?.acked_seq ?? 0
  return {
    holds: findings.every(({ proof }) => proof.holds),
    server: server?.address ?? null,
    lines,
    acknowledged,
    waiting: lines - acknowledged,
    parts: findings.map(({ part, proof }) => {
      return { part, holds: proof.holds, ...(proof.holds ? proof.proven : proof.broken) }
    }),
    ...(day ? { day } : {}),
  }
}

function report(proof: Proof): void {
  if (proof.holds) print(`✓ ${proof.proven.vi}\n  ${proof.proven.en}`)
  else tell(proof.broken)
}

function dayOf(said: string | undefined): CivilDate | null {
  if (said === undefined) return null
  const day = civilDate(said)
  if (day === null) throw misused('--day phải là ngày YYYY-MM-DD.', '--day takes a day YYYY-MM-DD.')
  return day
}
