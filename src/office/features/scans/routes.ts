import * as contract from '../../../contract/desk/index.ts'
import type { Scan } from '../../../contract/desk/scans.ts'
import { testCodeIds } from '../../../domain/identity/test-codes.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import type { Mount } from '../../http.ts'
import { PictureRefused, readCodes } from '../../scanning/read-image.ts'
import { verdictOf } from '../issuing/verdict.ts'
import type { TakenScan } from './scan-desk.ts'
import { deleteUnknownScans, unknownScans } from './unknown-scans.ts'

/** Scans: pasted, typed by a keyboard-mode reader, from a picture, or from an attached reader. */
export function mountScans(mount: Mount): void {
  mount.staff(contract.submitScan, ({ desk, body }) => {
    const { text, typed } = body
    if (body.source === 'keyboard') return judged(desk, desk.scans.takeTyped(text, typed ?? null))
    return judged(desk, desk.scans.take({ text }, body.source))
  })
  mount.staff(contract.submitPicture, async ({ desk, body }) => {
    const texts = await codesIn(body)
    if (texts.length === 0) throw new Refusal('picture-unreadable', { detail: '0 QR' })
    return { scans: texts.map((text) => judged(desk, desk.scans.take({ text }, 'picture'))) }
  })
  mount.staff(contract.readScans, ({ desk, session, query }) => {
    const { last, scans } = desk.scans.since(Math.max(query.after, session.scansAfter))
    return { last, scans: scans.map((scan) => judged(desk, scan)) }
  })
  mount.staff(contract.listSampleCards, ({ desk }) => ({
    cards: desk.extensions.sampleCards
      .filter(({ id }) => !isTestCode(id) || desk.scans.check.state() !== null)
      .map(({ id, label }) => ({ id, label })),
  }))
  mount.staff(contract.scanSampleCard, ({ desk, params }) => {
    const card = desk.extensions.sampleCards.find(({ id }) => id === params.id)
    if (!card) throw new Refusal('not-found')
    card.scan()
    return {}
  })
  mount.staff(contract.listUnknownScans, ({ desk }) => ({ scans: unknownScans(desk.store) }))
  mount.staff(contract.deleteUnknownScan, ({ desk, params }) => {
    if (deleteUnknownScans(desk.store, params.id) === 0) throw new Refusal('not-found')
    return {}
  })
  mount.staff(contract.deleteUnknownScans, ({ desk }) => {
    deleteUnknownScans(desk.store)
    return {}
  })
}

/** A test code is no card: it is of use while a reader is being checked, and then comes first. */
function isTestCode(id: string): boolean {
  return testCodeIds.some((one) => one === id)
}

function judged(desk: Desk, scan: TakenScan): Scan {
  // Whatever begins as a signed paper of ours is judged, also one that cannot be opened.
  const isToken = scan.recognised.rule.startsWith('permit-') && scan.text !== null
  return { ...scan, verdict: isToken ? verdictOf(desk, scan.text ?? '') : null }
}

async function codesIn(bytes: Uint8Array): Promise<string[]> {
  const kind = pictureKind(bytes)
  if (!kind) throw new Refusal('picture-unreadable', { detail: 'PNG, JPEG, PDF?' })
  try {
    return await readCodes(bytes, kind)
  } catch (error) {
    if (error instanceof PictureRefused) throw new Refusal('picture-unreadable', { detail: error.message })
    throw error
  }
}

function pictureKind(bytes: Uint8Array): 'png' | 'jpeg' | 'pdf' | null {
  const head = Buffer.from(bytes.subarray(0, 5)).toString('latin1')
  if (head.startsWith('\u0089PNG')) return 'png'
  if (head.startsWith('\u00ff\u00d8')) return 'jpeg'
  return head === '%PDF-' ? 'pdf' : null
}
