import type { z } from 'zod'
import type { SealSettings, setSeal } from '../../../contract/desk/seal-settings.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Transactor } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { readSecret, writeMeta, writeSecret } from '../../facts.ts'
import type { Actor } from '../../journal/journal.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { CertificateFacts } from '../../signing/certificate.ts'
import { allStaff } from '../staff/read.ts'
import { lockCertificate } from './open-certificate.ts'
import {
  type KnownCertificate,
  pinnedModule,
  type SealDetails,
  sealDetails,
  sealNames,
  type SealSetting,
  sealSetting,
} from './setting.ts'

/** How the office seals, as its administrator sees it. */
export function sealSettings(desk: Desk): SealSettings {
  const setting = sealSetting(desk.store)
  const { diameterMm, certificate, token } = sealDetails(desk.store)
  const signers = allStaff(desk.store).filter(
    ({ roles, disabled }) => !disabled && roles.includes('ward-official'),
  )
  return {
    ...setting,
    diameterMm,
    known: certificate && { ...certificate, ...periodOf(certificate) },
    module: pinnedModule(desk.store),
    token: token && { label: token.label },
    hasPicture: desk.facts().training || readSecret(desk.store, sealNames.picture) !== undefined,
    hands: signers.map(({ user, fullName }) => ({
      user,
      fullName,
      hasPicture: readSecret(desk.store, sealNames.hand(user)) !== undefined,
    })),
  }
}

function periodOf({ notBefore, notAfter }: KnownCertificate) {
  return { notBefore: vietnamTime(notBefore), notAfter: vietnamTime(notAfter) }
}

/** Sets mode, measures and quota. Throws `seal-not-set-up` for electronic sealing without certificate or picture. */
export async function changeSeal(
  desk: Desk,
  actor: Actor,
  { actId, diameterMm, ...asked }: z.output<typeof setSeal.body>,
): Promise<SealSettings> {
  const setting = sealSetting(desk.store)
  const { certificate } = setting
  const { training } = desk.facts()
  if (asked.mode === 'electronic' && !training) {
    if (certificate === null) throw new Refusal('seal-not-set-up', { detail: 'chưa có chứng thư số' })
    if (!readSecret(desk.store, sealNames.picture))
      throw new Refusal('seal-not-set-up', { detail: 'chưa có ảnh con dấu' })
  }
  const picture = training ? await trainingPicture(diameterMm) : null
  keepSetting(desk, actor, { id: actId, setting: { ...setting, ...asked } }, (tx) => {
    writeMeta(tx, sealNames.details, { ...sealDetails(tx), diameterMm })
    if (picture) writeSecret(tx, sealNames.picture, picture)
  })
  return sealSettings(desk)
}

async function trainingPicture(diameterMm: number): Promise<Uint8Array> {
  const { trainingSeal } = await import('../../sheets/seal/training-seal.ts')
  return trainingSeal(diameterMm).png
}

type Change = { readonly id?: string; readonly setting: SealSetting }

/** Writes the line of the journal and what goes with it, both or neither; whoever had the certificate open opens it anew. */
export function keepSetting(
  desk: Desk,
  actor: Actor,
  { id, setting }: Change,
  write: (tx: Transactor) => void,
): void {
  desk.journal.command((writing) => {
    if (id !== undefined && desk.journal.has(id)) return
    write(writing)
    writing.append({
      type: 'office.seal-set',
      ...(id === undefined ? {} : { id }),
      subject: 'office',
      baseVer: 0,
      actor,
      body: setting,
      personal: null,
    })
  })
  // Key file and pictures have no second copy.
  desk.store.settle()
  lockCertificate(desk)
  desk.notify('seal')
}

/** Takes the certificate from a password-protected file. Throws `certificate-unusable`. */
export async function takeKeyFile(
  desk: Desk,
  actor: Actor,
  file: Uint8Array,
  password: string,
): Promise<SealSettings> {
  const { openKeyFile } = await import('../../signing/key-file/open-key-file.ts')
  const opened = await openKeyFile(file, password)
  if (opened.outcome !== 'opened')
    throw new Refusal('certificate-unusable', {
      detail: opened.outcome === 'unsupported' ? opened.detail : keyFileFaults[opened.outcome],
    })
  const certificate = usable(desk, opened.certificate)
  const setting = { ...sealSetting(desk.store), certificate: 'file' as const }
  keepSetting(desk, actor, { setting }, (tx) => {
    writeSecret(tx, sealNames.keyFile, file)
    writeMeta(tx, sealNames.details, { ...sealDetails(tx), certificate, token: null } satisfies SealDetails)
  })
  return sealSettings(desk)
}

const keyFileFaults = {
  'wrong-password': 'sai mật khẩu',
  'not-a-key-file': 'không phải tệp PKCS#12 (.p12, .pfx)',
  'no-key': 'tệp không có khóa hoặc chứng thư của khóa',
} as const

/** Throws `certificate-unusable` for a certificate that signs no documents now. */
export function usable(desk: Desk, facts: CertificateFacts): KnownCertificate {
  const now = desk.ports.clock.now()
  const unusable = (detail: string) => new Refusal('certificate-unusable', { detail })
  if (now < facts.notBefore) throw unusable('chưa đến ngày hiệu lực')
  if (now > facts.notAfter) throw unusable('đã hết hạn')
  if (!facts.signsDocuments) throw unusable('không được cấp để ký văn bản')
  if (facts.keyKind !== 'rsa' && facts.keyKind !== 'p256') throw unusable('loại khóa không dùng được')
  const { name, subject, issuer, serialNumber, notBefore, notAfter, fingerprint } = facts
  return { name, subject, issuer, serialNumber, notBefore, notAfter, fingerprint }
}

/** Keeps a picture of the seal, or of a signer's hand. Throws `seal-picture-unusable`, `not-found`. */
export async function takePicture(
  desk: Desk,
  actor: Actor,
  png: Uint8Array,
  hand: string | null,
): Promise<SealSettings> {
  if (hand !== null && !allStaff(desk.store).some(({ user }) => user === hand)) throw new Refusal('not-found')
  const { judgeSealPicture, judgeHandPicture } = await import('../../sheets/seal/judge.ts')
  const { answer } = hand === null ? judgeSealPicture(png) : judgeHandPicture(png)
  if (answer !== 'good') throw new Refusal('seal-picture-unusable', { detail: pictureFaults[answer] })
  keepSetting(desk, actor, { setting: sealSetting(desk.store) }, (tx) =>
    writeSecret(tx, hand === null ? sealNames.picture : sealNames.hand(hand), png),
  )
  return sealSettings(desk)
}

const pictureFaults = {
  'file-too-large': 'tệp quá 1 MB',
  'not-png': 'không phải tệp PNG',
  damaged: 'tệp bị hỏng',
  unsupported: 'kiểu PNG này không đọc được, lưu lại ở chế độ 8 bit',
  'too-large': 'ảnh quá 1600 điểm mỗi cạnh',
  'too-small': 'ảnh quá nhỏ, quét lại ở 300 dpi',
  'wrong-shape': 'tỉ lệ cạnh không đúng, cắt sát ảnh',
  'not-transparent': 'nền không trong suốt',
  empty: 'ảnh trống',
  'wrong-colour': 'màu không đúng (dấu màu đỏ, chữ ký màu xanh)',
} as const
