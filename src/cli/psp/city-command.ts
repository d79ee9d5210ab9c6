import type { ReceiptKey } from '../../contract/sync/base.ts'
import type { Rows } from '../../city/store/store.ts'
import type { StreamRow } from '../../city/store/rows.ts'
import { lineHash } from '../../office/journal/line.ts'
import { type ExitCode, misused, No } from '../command.ts'
import type { Proof } from '../journal/proof.ts'
import { cityParts, linesOf, openCityFolder, streamsOf, unreadable } from './city-folder.ts'
import type { DaySource } from './day.ts'
import { allHold, conclude, dayFileOf, findOut, type WantedDay } from './findings.ts'

/** `quay psp verify` of a city's folder; the server may run meanwhile. */
export async function verifyCity(
  dataDir: string,
  stream: string | null,
  wanted: WantedDay | null,
  json: boolean,
): Promise<ExitCode> {
  const folder = await openCityFolder(dataDir).catch(unreadable)
  if ('holds' in folder) return notEvenOpen(folder, json)
  try {
    return await folder.read(async (rows) => {
      const streams = await streamsOf(rows).catch(unreadable)
      if ('holds' in streams) return notEvenOpen(streams, json)
      const question = { rows, receiptKey: folder.receiptKey, streams }
      const parts = cityParts.map(({ part, prove }) => ({
        part,
        prove: () => prove(question).catch(unreadable),
      }))
      const findings = await findOut(parts, json)
      const source =
        wanted && allHold(findings)
          ? await citySource(rows, chosen(streams, stream), folder.receiptKey)
          : null
      return conclude(findings, { streams: streams.length }, dayFileOf(source, wanted), json)
    })
  } finally {
    await folder.close()
  }
}

/** The store is damaged so that nothing else can be looked at. */
async function notEvenOpen(proof: Proof, json: boolean): Promise<ExitCode> {
  const findings = await findOut([{ part: 'store', prove: () => proof }], json)
  return conclude(findings, { streams: null }, null, json)
}

/** The stream that was named, or the only one. */
function chosen(streams: readonly StreamRow[], id: string | null): StreamRow {
  const [only, ...more] = id === null ? streams : streams.filter((stream) => stream.id === id)
  if (only && more.length === 0) return only
  if (id !== null) throw new No({ vi: `Không có sổ ${id}.`, en: `There is no stream ${id}.` })
  const names = streams.map((stream) => stream.id).join(', ')
  throw misused(`Cho biết sổ nào bằng --stream: ${names}`, `Say which stream by --stream: ${names}`)
}

async function citySource(rows: Rows, stream: StreamRow, key: ReceiptKey): Promise<DaySource> {
  const lines: DaySource['lines'][number][] = []
  for await (const row of linesOf(rows, stream)) lines.push(row)
  return {
    openingHash: lineHash(stream.opening),
    lines,
    receipts: await rows.receipts(stream.id),
    receiptKeys: [key],
  }
}
