import { dirname } from 'node:path'

/** What a program did to the disk, in order, and what it told its user in between. */
export type DiskAct =
  | { readonly kind: 'make'; readonly path: string; readonly isFolder: boolean }
  /** `at` null: at the end, whatever the size then is. */
  | { readonly kind: 'write'; readonly path: string; readonly at: number | null; readonly data: Buffer }
  | { readonly kind: 'cut'; readonly path: string; readonly size: number }
  | { readonly kind: 'flush'; readonly path: string }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  | { readonly kind: 'told'; readonly text: string }

/** The system calls `readTrace` understands; strace is to record exactly these. */
export const tracedCalls = [
  'openat',
  'pwrite64',
  'write',
  'fsync',
  'fdatasync',
  'ftruncate',
  'unlink',
  'rename',
  'mkdir',
  // Nobody uses these today; if a new version of Node or SQLite does, the trace must not pass over it in silence.
  'writev',
  'pwritev',
  'fallocate',
  'sync_file_range',
]

type OpenFile = { readonly path: string; readonly isAppending: boolean; position: number }

/**
 * Reads the trace strace wrote with `-xx` of a program whose files all lie in `folder`.
 * Throws on a call on those files that it does not understand.
 */
export function readTrace(trace: string, folder: string): DiskAct[] {
  const files = new Map<number, OpenFile>()
  return trace.split('\n').flatMap((line) => {
    const call = /^(\w+)\((.*)\)\s+= (-?\d+)/s.exec(line)
    if (!call || Number(call[3]) < 0) return []
    const [, name = '', given = '', answer = ''] = call
    return actOf(name, given, Number(answer), files, folder)
  })
}

function actOf(
  name: string,
  given: string,
  answer: number,
  files: Map<number, OpenFile>,
  folder: string,
): DiskAct[] {
  const texts = [...given.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex = '']) => bytesOf(hex))
  const path = texts[0]?.toString() ?? ''
  if (name === 'openat') return opened(path, given, answer, files, folder)
  if (name === 'mkdir') return path.startsWith(folder) ? [{ kind: 'make', path, isFolder: true }] : []
  if (name === 'unlink') return path.startsWith(folder) ? [{ kind: 'remove', path }] : []
  if (name === 'rename') {
    return path.startsWith(folder) ? [{ kind: 'rename', path, to: texts[1]?.toString() ?? '' }] : []
  }
  const descriptor = Number.parseInt(given)
  if (name === 'write' && descriptor === 1) return [{ kind: 'told', text: path }]
  const file = files.get(descriptor)
  if (!file) return []
  const last = Number(given.slice(given.lastIndexOf(',') + 1))
  switch (name) {
    case 'pwrite64':
      return [{ kind: 'write', path: file.path, at: last, data: written(texts[0], answer) }]
    case 'write': {
      const at = file.isAppending ? null : file.position
      file.position += answer
      return [{ kind: 'write', path: file.path, at, data: written(texts[0], answer) }]
    }
    case 'fsync':
    case 'fdatasync':
      return [{ kind: 'flush', path: file.path }]
    case 'ftruncate':
      return [{ kind: 'cut', path: file.path, size: last }]
    default:
      throw new Error(`the trace has ${name} on ${file.path}, which the disk does not understand`)
  }
}

function opened(
  path: string,
  given: string,
  descriptor: number,
  files: Map<number, OpenFile>,
  folder: string,
): DiskAct[] {
  files.delete(descriptor)
  if (path !== folder && dirname(path) !== folder && !path.startsWith(`${folder}/`)) return []
  files.set(descriptor, { path, isAppending: given.includes('O_APPEND'), position: 0 })
  const acts: DiskAct[] = given.includes('O_CREAT') ? [{ kind: 'make', path, isFolder: false }] : []
  if (given.includes('O_TRUNC')) acts.push({ kind: 'cut', path, size: 0 })
  return acts
}

function written(data: Buffer | undefined, length: number): Buffer {
  if (data?.length !== length && (data?.length ?? 0) < length) throw new Error('the trace cut data short')
  return data?.subarray(0, length) ?? Buffer.alloc(0)
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex')
}
