// RC2 (RFC 2268), to read certificates out of key files of older programs. OpenSSL 3 has it only as a legacy part, and
// Electron's crypto not at all. It hides nothing here: the key that such a file protects lies under triple DES.

/** PITABLE of RFC 2268 section 2. */
const substitution = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2' +
    '179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec' +
    'c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9' +
    '0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
)

/** Decrypts RC2 in CBC mode and takes the padding off. Throws a RangeError where the padding is none. */
export function decryptRc2(key: Uint8Array, initialVector: Uint8Array, encrypted: Uint8Array): Buffer {
  const words = expandedKey(key)
  const plain = Buffer.alloc(encrypted.length)
  let previous = initialVector
  for (let start = 0; start + 8 <= encrypted.length; start += 8) {
    const block = encrypted.subarray(start, start + 8)
    const clear = decryptedBlock(words, block)
    for (let at = 0; at < 8; at += 1) plain[start + at] = (clear[at] ?? 0) ^ (previous[at] ?? 0)
    previous = block
  }
  const padding = plain.at(-1) ?? 0
  const isPadding = padding >= 1 && padding <= 8 && plain.subarray(-padding).every((byte) => byte === padding)
  if (encrypted.length % 8 !== 0 || !isPadding) throw new RangeError('no padding of RC2')
  return plain.subarray(0, -padding)
}

/** RFC 2268 section 2, with as many effective bits as the key has. */
function expandedKey(key: Uint8Array): Uint16Array {
  const bytes = Buffer.alloc(128)
  bytes.set(key)
  for (let at = key.length; at < 128; at += 1)
    bytes[at] = substitution[((bytes[at - 1] ?? 0) + (bytes[at - key.length] ?? 0)) & 0xff] ?? 0
  bytes[128 - key.length] = substitution[bytes[128 - key.length] ?? 0] ?? 0
  for (let at = 127 - key.length; at >= 0; at -= 1)
    bytes[at] = substitution[(bytes[at + 1] ?? 0) ^ (bytes[at + key.length] ?? 0)] ?? 0
  return Uint16Array.from({ length: 64 }, (_, at) => bytes.readUInt16LE(at * 2))
}

const rotations = [1, 2, 3, 5] as const

/** RFC 2268 section 4: five rounds of mixing, one of mashing, six, one, five, all backwards. */
function decryptedBlock(key: Uint16Array, block: Uint8Array): Buffer {
  const input = Buffer.from(block)
  const r = Uint16Array.from({ length: 4 }, (_, at) => input.readUInt16LE(at * 2))
  const word = (at: number) => r[at & 3] ?? 0
  let next = 63
  for (let round = 15; round >= 0; round -= 1) {
    for (let at = 3; at >= 0; at -= 1) {
      const turn = rotations[at] ?? 0
      const turned = (word(at) >> turn) | (word(at) << (16 - turn))
      r[at] = turned - (key[next] ?? 0) - (word(at + 3) & word(at + 2)) - (~word(at + 3) & word(at + 1))
      next -= 1
    }
    if (round === 11 || round === 5)
      for (let at = 3; at >= 0; at -= 1) r[at] = word(at) - (key[word(at + 3) & 63] ?? 0)
  }
  const output = Buffer.alloc(8)
  r.forEach((value, at) => output.writeUInt16LE(value, at * 2))
  return output
}
