import type { OpenReader, ScanSource } from '../sources.ts'
import type { FromReaders, ToReaders } from './messages.ts'

/** The half of the reader process that touches drivers: answers one message, by asking the sources it has. */
export function serveReaders(
  sources: readonly ScanSource[],
  tell: (message: FromReaders) => void,
): (message: ToReaders) => Promise<void> {
  const open = new Map<number, OpenReader>()
  const sourceOf = (name: string) => {
    const source = sources.find((one) => one.name === name)
    if (!source) throw new RangeError(`no scan source is named ${name}`)
    return source
  }

  async function answer(message: ToReaders): Promise<void> {
    if (message.what === 'find') {
      return tell({ ask: message.ask, readers: await sourceOf(message.source).readers() })
    }
    const { handle } = message
    if (message.what === 'open') {
      const { reader } = message
      const opened = await sourceOf(reader.source).open(reader, {
        raw: (raw) => tell({ handle, raw }),
        scanned: (scan) => tell({ handle, scan }),
        gone(reason) {
          open.delete(handle)
          tell({ handle, gone: reason })
        },
      })
      open.set(handle, opened)
    } else {
      const reader = open.get(handle)
      open.delete(handle)
      await reader?.close()
    }
    tell({ ask: message.ask, readers: [] })
  }

  return async (message) => {
    try {
      await answer(message)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : null
      const text = error instanceof Error ? error.message : String(error)
      tell({ ask: message.ask, error: { message: text, code } })
    }
  }
}
