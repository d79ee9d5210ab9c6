import type { Readable } from 'node:stream'
import { SaxesParser } from 'saxes'
import { Refusal } from '../../../contract/refusals.ts'

/** What is told of an XML part, in its order. Names come without prefix, attributes as written. */
export type XmlEvents = {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  /** May come in pieces. */
  text?(text: string): void
  close?(name: string): void
}

/**
 * Reads a part of a workbook as it inflates. Strict: anything not well-formed is damage, a DOCTYPE is refused before its
 * entities could be used. Refuses: list-damaged, list-active-content.
 */
export async function readXml(part: string, stream: Readable, events: XmlEvents): Promise<void> {
  const parser = new SaxesParser()
  parser.on('doctype', () => {
    throw new Refusal('list-active-content')
  })
  parser.on('error', () => {
    throw new Refusal('list-damaged', { detail: part })
  })
  if (events.open) {
    const { open } = events
    parser.on('opentag', (tag) => open(localName(tag.name), tag.attributes))
  }
  if (events.text) parser.on('text', events.text)
  if (events.text) parser.on('cdata', events.text)
  if (events.close) {
    const { close } = events
    parser.on('closetag', (tag) => close(localName(tag.name)))
  }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>)
      parser.write(decoder.decode(chunk, { stream: true }))
    parser.write(decoder.decode())
    parser.close()
  } catch (error) {
    if (error instanceof Refusal) throw error
    // Broken compression, more bytes than promised, bytes that are no UTF-8.
    throw new Refusal('list-damaged', { detail: part })
  } finally {
    stream.destroy()
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** A character written `_x000D_` in a workbook, and the underscore that guards such a text. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
