import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import { hasPictureHead } from '../../office/scanning/picture-head.ts'
import { type PictureKind, PictureRefused, readCodes } from '../../office/scanning/read-image.ts'

/** A code to judge and where it came from; in a file in which there is none to read, null and why. */
export type FoundCode = { readonly from: string; readonly text: string | null; readonly why: string | null }

const kinds: readonly PictureKind[] = ['png', 'jpeg', 'pdf']
const pictureNames: readonly string[] = ['.png', '.jpg', '.jpeg', '.pdf']
/** More than any list of codes somebody pastes into a file. */
const largestText = 4 * 1024 * 1024

/**
 * Every code an argument holds: all in a picture or PDF, whatever it is called; each line of a text file and, for `-`,
 * of standard input; else the text itself. A file that is not there is one of the answers and stops nobody.
 */
export async function codesOf(argument: string): Promise<FoundCode[]> {
  if (argument === '-') return linesOf('stdin', await readAll(process.stdin))
  const name = extname(argument).toLowerCase()
  const isPicture = pictureNames.includes(name)
  if (!isPicture && name !== '.txt' && !isFile(argument)) return [{ from: 'text', text: argument, why: null }]
  const from = basename(argument)
  const bytes = readFile(argument)
  if (bytes === null) return [{ from, text: null, why: 'no-file' }]
  const kind = kinds.find((one) => hasPictureHead(bytes, one))
  if (kind) return codesOfPicture(from, bytes, kind)
  if (isPicture || bytes.length > largestText || bytes.includes(0))
    return [{ from, text: null, why: 'damaged' }]
  const lines = linesOf(from, Buffer.from(bytes).toString('utf8'))
  return lines.length > 0 ? lines : [{ from, text: null, why: 'no-code' }]
}

function isFile(path: string): boolean {
  // A code is longer than a name may be, of which only `existsSync` makes no fault.
  return existsSync(path) && statSync(path).isFile()
}

function readFile(path: string): Uint8Array | null {
  try {
    return Uint8Array.from(readFileSync(path))
  } catch {
    return null
  }
}

function linesOf(from: string, all: string): FoundCode[] {
  const lines = all.split('\n').map((line) => line.replace(/\r$/, ''))
  return lines.filter(Boolean).map((text) => ({ from, text, why: null }))
}

async function codesOfPicture(from: string, bytes: Uint8Array, kind: PictureKind): Promise<FoundCode[]> {
  try {
    const texts = await readCodes(bytes, kind)
    if (texts.length === 0) return [{ from, text: null, why: 'no-code' }]
    return texts.map((text) => ({ from, text, why: null }))
  } catch (error) {
    if (error instanceof PictureRefused) return [{ from, text: null, why: error.reason }]
    throw error
  }
}
