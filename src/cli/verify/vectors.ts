import { readFileSync } from 'node:fs'
import { VectorFileError } from '../../office/token/vector-file.ts'
import { runVectors } from '../../office/token/vectors.ts'
import { type ExitCode, No } from '../command.ts'
import { print, printJson } from '../say.ts'

/** Runs a vector file through the product's own parse and judge; says every disagreement. */
export function verifyVectors(path: string, json: boolean): ExitCode {
  const { disagreements, cases } = runFile(path)
  if (json) for (const one of cases) printJson(one)
  else for (const line of disagreements) print(line)
  const summary = `${cases.length} cases, ${disagreements.length} disagreements`
  if (!json) print(summary)
  if (disagreements.length === 0) return 0
  throw new No({
    vi: `${disagreements.length} trong ${cases.length} trường hợp không khớp.`,
    en: `${disagreements.length} of ${cases.length} cases disagree.`,
  })
}

function runFile(path: string): ReturnType<typeof runVectors> {
  try {
    return runVectors(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    if (!(error instanceof VectorFileError || error instanceof SyntaxError || isFileError(error))) throw error
    throw new No(
      {
        vi: `Không chạy được tệp mẫu ${path}: ${error.message}.`,
        en: `The vector file ${path} cannot be run: ${error.message}.`,
      },
      2,
    )
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}
