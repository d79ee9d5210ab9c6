import { z } from 'zod'
import { route } from '../route.ts'

/** Where stamps and seals may be measured, millimetres. */
export const sealMeasures = {
  space: { least: 30, most: 50 },
  diameter: { least: 20, most: 45 },
  quota: { least: 1, most: 5_000 },
} as const

const certificate = z.object({
  name: z.string(),
  subject: z.string(),
  issuer: z.string(),
  serialNumber: z.string(),
  notBefore: z.string(),
  notAfter: z.string(),
  fingerprint: z.string(),
})

/** How the office seals. Pictures, keys and passwords are never in it. */
export const sealSettingSchema = z.object({
  mode: z.enum(['wet', 'electronic']),
  /** Side of the clear space for a stamp by hand, millimetres. */
  spaceMm: z.int(),
  /** Papers one session may seal without a reason. */
  quota: z.int(),
  /** Real size of the electronic seal, millimetres. */
  diameterMm: z.number(),
  /** Where the key of the office's certificate is. */
  certificate: z.enum(['file', 'token']).nullable(),
  known: certificate.nullable(),
  /** The vendor's PKCS#11 module, which alone is loaded, and its SHA-256. */
  module: z.object({ path: z.string(), sha256: z.string() }).nullable(),
  token: z.object({ label: z.string() }).nullable(),
  hasPicture: z.boolean(),
  /** Who signs for the office, and whether their hand's picture is here. */
  hands: z.array(z.object({ user: z.string(), fullName: z.string(), hasPicture: z.boolean() })),
})
export type SealSettings = z.infer<typeof sealSettingSchema>

const administrator = ['administrator'] as const
const answer = sealSettingSchema

export const readSealSettings = route({
  method: 'get',
  path: '/api/seal',
  summary: 'How this office seals',
  for: administrator,
  answer,
})

export const setSeal = route({
  method: 'post',
  path: '/api/seal',
  summary: 'Seal by hand or electronically; the size of the stamp; the quota of a session',
  for: administrator,
  body: z.object({
    actId: z.uuid(),
    mode: z.enum(['wet', 'electronic']),
    spaceMm: z.int().min(sealMeasures.space.least).max(sealMeasures.space.most),
    diameterMm: z.number().min(sealMeasures.diameter.least).max(sealMeasures.diameter.most),
    quota: z.int().min(sealMeasures.quota.least).max(sealMeasures.quota.most),
  }),
  answer,
})

export const chooseKeyFile = route({
  method: 'post',
  path: '/api/seal/key-file',
  summary: 'Take the office’s certificate from a password-protected file (PKCS#12); the password is not kept',
  for: administrator,
  /** The file in base64. */
  body: z.object({ file: z.base64().max(900_000), password: z.string().max(200) }),
  answer,
})

export const pinModule = route({
  method: 'post',
  path: '/api/seal/module',
  summary:
    'Choose the PKCS#11 module of the signing tokens: pinned as it is now, no other one is ever loaded',
  for: administrator,
  body: z.object({ actId: z.uuid(), modulePath: z.string().min(1).max(300) }),
  answer,
})

export const findTokens = route({
  method: 'post',
  path: '/api/seal/tokens',
  summary: 'Key tokens behind the module that is pinned, and the certificates on them',
  for: administrator,
  answer: z.object({
    tokens: z.array(
      z.object({
        token: z.string(),
        label: z.string(),
        manufacturer: z.string(),
        triesLeft: z.int(),
        certificates: z.array(certificate),
      }),
    ),
  }),
})

export const countTriesAnew = route({
  method: 'post',
  path: '/api/seal/tokens/tries',
  summary:
    'Count the tries at a token’s PIN anew: the administrator has seen it take its PIN in the maker’s own tool',
  for: administrator,
  body: z.object({ actId: z.uuid(), token: z.string().min(1).max(200) }),
  answer: z.object({}),
})

export const chooseToken = route({
  method: 'post',
  path: '/api/seal/token',
  summary: 'Take the office’s certificate from a key token; its PIN is asked when it seals',
  for: administrator,
  body: z.object({
    token: z.string().min(1).max(200),
    fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  answer,
})

export const putSealPicture = route({
  method: 'post',
  path: '/api/seal/picture',
  summary: 'The picture of the office’s seal: transparent red PNG of the real size',
  for: administrator,
  body: 'bytes',
  answer,
})

export const putHandPicture = route({
  method: 'post',
  path: '/api/seal/hands/{user}',
  summary: 'The picture of a signer’s hand: transparent blue PNG',
  for: administrator,
  params: z.object({ user: z.string().max(64) }),
  body: 'bytes',
  answer,
})

export const readSealSheet = route({
  method: 'get',
  path: '/api/seal/test-sheet',
  summary:
    'A sample paper with the stamp space or the seal in its real size, to be measured; no code, no value',
  for: administrator,
  answer: 'application/pdf',
})

export const readSealingSession = route({
  method: 'get',
  path: '/api/seal/session',
  summary: 'How sealing stands in this session: mode, quota, and whether the office’s certificate is open',
  for: ['ward-police'],
  answer: z.object({
    mode: z.enum(['wet', 'electronic']),
    quota: z.int(),
    sealed: z.int(),
    certificate: z.enum(['file', 'token']).nullable(),
    /** The certificate is open, or none is needed. */
    open: z.boolean(),
    /** Days the person's sealing key still has, where it ends soon and the city knows none that follows; else null. */
    keyEndsIn: z.int().nullable(),
  }),
})

export const unlockSeal = route({
  method: 'post',
  path: '/api/seal/unlock',
  summary:
    'Open the office’s certificate for this session: password of its file or PIN of its token, never kept',
  for: ['ward-police'],
  body: z.object({ secret: z.string().min(1).max(200) }),
  answer: z.object({}),
})
