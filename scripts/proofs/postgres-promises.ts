import type { ReceiptKey } from '../../src/contract/sync/base.ts'
import { postgresStore } from '../../src/city/store/postgres/store.ts'
import type { Rows } from '../../src/city/store/store.ts'
import { firstBrokenReceipt } from '../../src/city/testing/receipt-chain.ts'
import { lineHash } from '../../src/office/journal/line.ts'
import { verifyReceipt } from '../../src/office/sync/receipt.ts'

/** What a PC has written and what the city has promised it. `acked`: lines up to here are covered by a receipt. */
export type Promised = {
  readonly ward: string
  readonly stream: string
  readonly lines: readonly string[]
  readonly acked: number
  readonly receipts: readonly string[]
}

export type Kept = {
  readonly lines: number
  readonly receipts: number
  /** Receipts and acknowledged lines that the store does not have. */
  readonly lost: number
  /** Lines that are there twice or differ, broken chains of receipts, positions with a hole. */
  readonly wrong: number
  readonly firstProblem: string | null
}

const most = 1_000_000

/** Looks in the store, with a fresh connection, for everything that was promised. */
export async function checkPromises(
  address: string,
  promised: readonly Promised[],
  keys: readonly ReceiptKey[],
): Promise<Kept> {
  const problems: { kind: 'lost' | 'wrong'; what: string }[] = []
  const note = (kind: 'lost' | 'wrong', what: string) => void problems.push({ kind, what })
  const store = await postgresStore.open(address)
  try {
    await store.read(async (rows) => {
      for (const one of promised) await checkStream(rows, one, keys, note)
      for (const ward of new Set(promised.map((one) => one.ward))) await checkFeed(rows, ward, note)
    })
  } finally {
    await store.close()
  }
  const count = (kind: 'lost' | 'wrong') => problems.filter((problem) => problem.kind === kind).length
  return {
    lines: promised.reduce((sum, { acked }) => sum + acked, 0),
    receipts: promised.reduce((sum, { receipts }) => sum + receipts.length, 0),
    lost: count('lost'),
    wrong: count('wrong'),
    firstProblem: problems[0]?.what ?? null,
  }
}

type Note = (kind: 'lost' | 'wrong', what: string) => void

async function checkStream(
  rows: Rows,
  { stream, lines, acked, receipts }: Promised,
  keys: readonly ReceiptKey[],
  note: Note,
): Promise<void> {
  const kept = await rows.lines(stream, 1, most)
  for (const [index, line] of lines.entries()) {
    if (kept[index]?.line !== line && index < acked) note('lost', `line ${index + 1} of ${stream}`)
    if (kept[index] && kept[index].line !== line) note('wrong', `another line ${index + 1} in ${stream}`)
  }
  if (kept.length > lines.length) note('wrong', `${kept.length - lines.length} lines too many in ${stream}`)
  const chain = await rows.receipts(stream)
  const known = new Set(chain)
  for (const receipt of receipts) {
    const read = verifyReceipt(receipt, keys)
    const head = typeof read === 'string' ? null : kept[read.headSeq - 1]
    const isOnChain = head && typeof read !== 'string' && lineHash(head.line) === read.headHash
    if (!known.has(receipt) || !isOnChain) note('lost', `a receipt of ${stream}`)
  }
  const broken = firstBrokenReceipt(chain, keys)
  if (broken !== null) note('wrong', `receipt ${broken} of ${stream} does not follow`)
}

async function checkFeed(rows: Rows, ward: string, note: Note): Promise<void> {
  const feed = await rows.feed(ward, 0, most)
  const seen = new Set<string>()
  for (const [index, { pos, kind, stream, seq }] of feed.entries()) {
    if (pos !== index + 1) note('wrong', `position ${pos} of ${ward} follows ${index}`)
    if (kind === 'line' && seen.has(`${stream} ${seq}`))
      note('wrong', `line ${seq} of ${stream} twice in the feed`)
    seen.add(`${stream} ${seq}`)
  }
  if ((await rows.feedHead(ward)) !== feed.length) note('wrong', `the counter of ${ward} is off`)
}
