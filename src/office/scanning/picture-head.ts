const pngHead = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const jpegHead = [0xff, 0xd8, 0xff]
const pdfHead = '%PDF-'
/** Readers of PDF accept some bytes of other software before the head. */
const pdfHeadWithin = 1024

/** Whether the first bytes are those of the kind the file claims to be. */
export function hasPictureHead(bytes: Uint8Array, kind: 'png' | 'jpeg' | 'pdf'): boolean {
  if (kind === 'pdf') return Buffer.from(bytes.subarray(0, pdfHeadWithin)).includes(pdfHead, 0, 'latin1')
  return (kind === 'png' ? pngHead : jpegHead).every((byte, at) => bytes[at] === byte)
}

/** Width and height in pixels as the file states them, before anything is unpacked; null when it does not. */
export function pictureSize(
  bytes: Uint8Array,
  kind: 'png' | 'jpeg',
): { width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return kind === 'png' ? pngSize(view) : jpegSize(view)
}

/** The IHDR chunk stands first (PNG section 11.2.1). */
function pngSize(view: DataView): { width: number; height: number } | null {
  if (view.byteLength < 24) return null
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

/** Walks the markers to the frame header (ITU-T T.81 section B.2.2). */
function jpegSize(view: DataView): { width: number; height: number } | null {
  let at = 2
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
    } else if (isFrame(marker)) {
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    } else {
      at += 2 + view.getUint16(at + 2)
    }
  }
  return null
}

/** SOF0 … SOF15 without the markers of other meaning in that range (DHT, JPG, DAC). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}
