import { parseArgs } from 'node:util'
import { type CivilDate, civilDate } from '../../domain/calendar.ts'
import { sql, type Store } from '../../office/database/store.ts'
import { readHead } from '../../office/journal/rows.ts'
import { type Command, type ExitCode, misused } from '../command.ts'
import { credentialHelp, credentialOptions, openFolder } from '../folder/open-folder.ts'
import { proveChain } from '../journal/chain.ts'
import { proveReceipts } from '../journal/receipts.ts'
import { verifyCity } from './city-command.ts'
import { isCityFolder } from './city-folder.ts'
import { officeSource } from './day.ts'
import { allHold, conclude, dayFileOf, findOut, type Part, type WantedDay } from './findings.ts'
import { proveFolderFeed } from './folder-feed.ts'
import { proveFeed, proveStreams } from './server-proofs.ts'
import { askServer, connectionOf, type Server } from './server.ts'

const help = `npx quay psp verify FOLDER [--server URL | --offline] [--json] [--day YYYY-MM-DD --lines FILE]

FOLDER là thư mục của quầy, hoặc của máy chủ thành phố. · FOLDER is an office's, or the city server's.

Chứng minh (hoặc bác bỏ) rằng không mất và không trùng gì giữa máy này và thành phố: mọi dòng thành phố đã xác nhận có ở
đó đúng một lần và giống từng byte, danh sách nhận về đúng thứ tự của thành phố, mọi biên nhận đứng trên chuỗi băm. Chỉ
đọc. Quầy phải đang đóng. Không in dữ liệu cá nhân.
Proves or disproves that nothing is lost or doubled between this PC and its city: every acknowledged line is there
exactly once and byte for byte, the feed is in the city's order, every receipt stands on the hash chain. Only reads. The
office must be closed. Prints no personal data. Of a city's folder: every stream, every receipt ever given, every feed; with
DATABASE_URL in the environment, those in that PostgreSQL database.

  --server URL    hỏi máy chủ ở địa chỉ này (mặc định: nơi đã ghi danh) · ask this server (default: where enrolled)
  --offline       chỉ xét thư mục, không hỏi thành phố · look at the folder only
  --day D --lines FILE
                  ghi các dòng của ngày D ra FILE và in cách kiểm bằng sha256sum, jq và openssl
                  write the lines of day D to FILE and print how to check them with sha256sum, jq and openssl
  --stream ID     trong thư mục của thành phố: sổ nào · in a city's folder: of which stream
${credentialHelp}
  --json          một dòng JSON duy nhất · one single line of JSON

Kết thúc · exit: 0 đúng · proven; 1 không · no; 2 dùng sai · used wrongly`

type Asked = { readonly server: string | null; readonly isOffline: boolean }

/** `quay psp verify`: whether a PC and its city hold the same, nothing lost, nothing doubled. */
export const pspVerify: Command = {
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
        stream: { type: 'string' },
        json: { type: 'boolean', default: false },
        ...credentialOptions,
      },
    })
    const [dataDir] = positionals
    if (dataDir === undefined || positionals.length > 1)
      throw misused('Hãy cho đúng một thư mục dữ liệu.', 'Give exactly one data folder.')
    if ((values.day === undefined) !== (values.lines === undefined))
      throw misused('--day và --lines phải đi cùng nhau.', '--day and --lines belong together.')
    const wanted = values.day === undefined ? null : { day: dayOf(values.day), file: values.lines ?? '' }
    if (isCityFolder(dataDir)) return verifyCity(dataDir, values.stream ?? null, wanted, values.json)
    const { store } = await openFolder(dataDir, values)
    try {
      const asked = { server: values.server ?? null, isOffline: values.offline }
      return await verifyOffice(store, asked, wanted, values.json)
    } finally {
      store.close()
    }
  },
}

async function verifyOffice(
  store: Store,
  asked: Asked,
  wanted: WantedDay | null,
  json: boolean,
): Promise<ExitCode> {
  const connection = connectionOf(store, asked.server)
  const server = connection && !asked.isOffline ? askServer(connection) : null
  const findings = await findOut(partsOf(store, connection, server), json)
  const source =
    wanted && allHold(findings) ? await officeSource(store, server, connection?.receiptKeys ?? []) : null
  const lines = readHead(store).seq
  const acknowledged = store.first(sql.selectFrom('sync').select('acked_seq'))?.acked_seq ?? 0
  const about = { server: server?.address ?? null, lines, acknowledged, waiting: lines - acknowledged }
  return conclude(findings, about, dayFileOf(source, wanted), json)
}

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

function dayOf(said: string): CivilDate {
  const day = civilDate(said)
  if (day === null) throw misused('--day phải là ngày YYYY-MM-DD.', '--day takes a day YYYY-MM-DD.')
  return day
}
