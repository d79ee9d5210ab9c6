import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import { type PictureKind, PictureRefused, readCodes } from '../../office/scanning/read-image.ts'
import { No } from '../command.ts'

/** A code to judge and where it came from; in a file in which there is none to read, null and why. */
export type FoundCode = { readonly from: string; readonly text: string | null; readonly why: string | null }

const kinds: Readonly<Record<string, PictureKind>> = {
  '.png': 'png',
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
  '.pdf': 'pdf',
}

/** Every code an argument holds: all in a picture or PDF, each line of standard input for `-`, else the text itself. */
export async function codesOf(argument: string): Promise<FoundCode[]> {
  if (argument === '-') {
    const lines = (await readAll(process.stdin)).split('\n').map((line) => line.replace(/\r$/, ''))
    return lines.filter(Boolean).map((text) => ({ from: 'stdin', text, why: null }))
  }
  const kind = kinds[extname(argument).toLowerCase()]
  if (kind === undefined) return [{ from: 'text', text: argument, why: null }]
  if (!existsSync(argument) || !statSync(argument).isFile())
    throw new No({ vi: `Không có tệp ${argument}.`, en: `There is no file ${argument}.` })
  return codesOfFile(argument, kind)
}

async function codesOfFile(path: string, kind: PictureKind): Promise<FoundCode[]> {
  const from = basename(path)
  try {
    const texts = await readCodes(Uint8Array.from(readFileSync(path)), kind)
    if (texts.length === 0) return [{ from, text: null, why: 'no-code' }]
    return texts.map((text) => ({ from, text, why: null }))
  } catch (error) {
    if (error instanceof PictureRefused) return [{ from, text: null, why: error.reason }]
    throw error
  }
}
