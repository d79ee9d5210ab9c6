import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { sealedSubjectKeySchema } from '../../contract/sync/subject-key.ts'
import {
  openSubjectKey,
  recipientOf,
  sealSubjectKey,
  subjectKeyCommitment,
  x25519PublicKey,
} from './subject-key.ts'

function makeRecipient() {
  const privateKey = Uint8Array.from(randomBytes(32))
  return { privateKey, recipient: recipientOf(x25519PublicKey(privateKey)) }
}

test('a subject key travels sealed and opens to the same bytes', async () => {
  const { privateKey, recipient } = makeRecipient()
  const key = randomBytes(32)
  const sealed = sealedSubjectKeySchema.parse(await sealSubjectKey('case-1', key, recipient))
  expect(sealed.sha256).toBe(subjectKeyCommitment(key))
  expect(await openSubjectKey(sealed, privateKey)).toEqual(new Uint8Array(key))
})

test('it opens for nobody else, for no other subject, and never against its commitment', async () => {
  const { privateKey, recipient } = makeRecipient()
  const sealed = await sealSubjectKey('case-1', randomBytes(32), recipient)
  const stranger = makeRecipient()
  expect(await openSubjectKey(sealed, stranger.privateKey)).toBeNull()
  expect(await openSubjectKey({ ...sealed, subject: 'case-2' }, privateKey)).toBeNull()
  const other = subjectKeyCommitment(randomBytes(32))
  expect(await openSubjectKey({ ...sealed, sha256: other }, privateKey)).toBeNull()
  expect(await openSubjectKey({ ...sealed, sealed: 'AAAA' }, privateKey)).toBeNull()
})
