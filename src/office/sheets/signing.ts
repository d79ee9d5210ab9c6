import * as z from 'zod'
import { heading, gap, shared } from './blocks.ts'
import { line } from './fields.ts'
import { judgeHandPicture, judgeSealPicture, type PictureVerdict } from './seal/judge.ts'
import type { Block, Millimetres } from './sheet.ts'

/** Who signs, and how the agency's seal comes onto the paper. */

/** Bytes of a PNG file that `judge` takes; read as its picture. The issue names the fault. */
const picture = (judge: (bytes: Uint8Array) => PictureVerdict) =>
  z
    .custom<Uint8Array>((value) => value instanceof Uint8Array, 'not bytes')
    .transform((bytes, context) => {
      const verdict = judge(bytes)
      if (verdict.answer === 'good') return verdict.picture
      context.addIssue({ code: 'custom', message: verdict.answer })
      return z.NEVER
    })

/** A moment with its offset, as signatures state it (ISO 8601): `2026-11-21T09:30:12+07:00`. */
const signedAt = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/)

/** A clear space for a seal that is put on by hand. */
export const wetSeal = (mostMm: number) =>
  z.object({ kind: z.literal('wet'), spaceMm: z.number().min(30).max(mostMm) })

/** The wet seal goes into a clear space of the office's size; the electronic one is the picture itself, real size. */
export const seal = z.discriminatedUnion('kind', [
  wetSeal(50),
  z.object({
    kind: z.literal('electronic'),
    /** The agency's seal: transparent PNG, red (`judgeSealPicture`). */
    picture: picture(judgeSealPicture),
    diameterMm: z.number().min(20).max(45),
    /** The signer's hand: transparent PNG, blue (`judgeHandPicture`). */
    hand: picture(judgeHandPicture).optional(),
    /** Subject of the certificate. */
    signedBy: line(96),
    signedAt,
    /** Serial number of the certificate. */
    certificate: line(64).optional(),
  }),
])

/** What every signed paper takes. */
export const signing = {
  signer: z.object({
    /** Lines above the title, e.g. `TM. ỦY BAN NHÂN DÂN`, or also `KT. CHỦ TỊCH`. */
    capacity: z.array(line(48)).max(3),
    title: line(48),
    name: line(48),
  }),
  seal: seal.default({ kind: 'wet', spaceMm: 40 }),
  /** Marks the corners of the stamp space in light grey. */
  stampGuide: z.boolean().default(false),
}

/** Signer and seal after validation. */
export type Signing = {
  readonly [key in keyof typeof signing]: z.output<(typeof signing)[key]>
}

/** Measures of a signature: size of type, and how far the stamp space stands from the left edge of its column. */
export type SignatureMeasures = {
  readonly size: number
  readonly left: Millimetres
}

/** The signature of A4 papers. */
export const a4Signature: SignatureMeasures = { size: 13.5, left: 5 }

/** Capacity and title, the room for hand and seal, the name; under an electronic one who signed and when. */
export function signature(
  { signer, seal: sealing, stampGuide }: Signing,
  { size, left }: SignatureMeasures,
): Block[] {
  const room: Block =
    sealing.kind === 'wet'
      ? {
          kind: 'stamp-space',
          width: sealing.spaceMm,
          height: sealing.spaceMm,
          left,
          guide: stampGuide,
        }
      : {
          kind: 'seal',
          picture: sealing.picture,
          diameter: sealing.diameterMm,
          ...(sealing.hand ? { hand: sealing.hand } : {}),
        }
  const blocks: Block[] = [
    ...signer.capacity.map((text) => heading(text, size, { bold: true })),
    heading(signer.title, size, { bold: true }),
    gap(1),
    room,
    gap(1),
    heading(signer.name, size, { bold: true }),
    ...(sealing.kind === 'wet' ? [] : electronicLines(sealing)),
  ]
  return sealing.kind === 'wet' ? [shared(blocks)] : blocks
}

function electronicLines(sealing: Extract<Signing['seal'], { kind: 'electronic' }>): Block[] {
  const { signedBy, signedAt: at, certificate } = sealing
  const [year, month, day] = at.slice(0, 10).split('-')
  const moment = `${at.slice(11, 19)} ngày ${day}/${month}/${year}`
  return [
    gap(0.5),
    heading(`Ký số bởi ${signedBy} lúc ${moment} (+07:00)`, 8.5, {
      italic: true,
    }),
    ...(certificate === undefined ? [] : [heading(`Số chứng thư: ${certificate}`, 8.5, { italic: true })]),
  ]
}
