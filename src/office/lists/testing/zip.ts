import { crc32, deflateRawSync } from 'node:zlib'

/** One part of an archive; `claimed` is a size it says it has and has not. */
export type ZipPart = {
  readonly name: string
  readonly bytes: Uint8Array | string
  readonly claimed?: number
}

/** An archive of parts, deflated, for tests that need more than a library would write (APPNOTE.TXT 4.3). */
export function zip(parts: readonly ZipPart[]): Uint8Array {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes, claimed } of parts) {
    const raw = Buffer.from(bytes)
    const packed = deflateRawSync(raw)
    const named = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(raw), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claimed ?? raw.length, 18)
    common.writeUInt16LE(named.length, 22)
    const entry = Buffer.alloc(18)
    entry.writeUInt32LE(offset, 14)
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), common, entry.subarray(4), named)
    const file = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, named, packed])
    files.push(file)
    offset += file.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, central, end])
}
