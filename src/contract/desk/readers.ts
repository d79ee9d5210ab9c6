import { z } from 'zod'
import { readerFindings } from '../../domain/identity/reader-check.ts'
import { readerAdvices } from '../../domain/identity/reader-makers.ts'
import { testCodeIds } from '../../domain/identity/test-codes.ts'
import { route } from '../route.ts'

/** Why a reader, or a whole kind of reader, cannot be used. Each has a user text. */
export const readerTroubles = ['library-missing', 'process-ended', 'no-permission', 'busy', 'failed'] as const
export const readerVerdicts = [
  'good',
  'usable',
  'letters-lost',
  'input-method',
  'unreliable',
  'unfinished',
] as const
/** What became of a test code. Each has a user text. */
export const testOutcomes = [
  'whole',
  'repaired',
  'extra-text',
  'letters-dropped',
  'letters-stripped',
  'letters-as-question-marks',
  'letters-code-page',
  'input-method',
  'case-inverted',
  'layout-mismatch',
  'layout-vietnamese',
  'truncated',
  'parts-missing',
  'eci',
  'unknown',
] as const

const checkedSchema = z.object({
  at: z.string(),
  verdict: z.enum(readerVerdicts),
  findings: z.array(z.enum(readerFindings)),
})

/** A reader of this PC. `key` names it for ever, also after replugging. */
export const readerSchema = z.object({
  key: z.string(),
  source: z.string(),
  label: z.string(),
  maker: z.string().nullable(),
  /** `not-chosen`: may be anything; the administrator says whether it is a reader. */
  state: z.enum(['open', 'refused', 'not-chosen']),
  trouble: z.enum(readerTroubles).nullable(),
  /** What the set-up found last. */
  checked: checkedSchema.nullable(),
})

export const readersSchema = z.object({
  readers: z.array(readerSchema),
  /** What the set-up found about the reader in keyboard mode, which no computer can list. */
  keyboard: checkedSchema.nullable(),
  /** Whole kinds of reader that cannot be used. `detail` is the system's own sentence. */
  troubles: z.array(z.object({ source: z.string(), code: z.enum(readerTroubles), detail: z.string() })),
})
export type Readers = z.infer<typeof readersSchema>

/** How the window tells a reader in keyboard mode from a person (`domain/identity/wedge.ts`). Milliseconds. */
export const wedgeSettingsSchema = z.object({
  prefix: z
    .string()
    .regex(/^[A-Za-z]\w{0,19}$/)
    .nullable(),
  longestGap: z.int().min(30).max(150),
  medianGap: z.int().min(5).max(30),
  fewestKeys: z.int().min(4).max(40),
  silence: z.int().min(60).max(600),
  layout: z.record(z.string().length(1), z.string().length(1)).optional(),
})

/** How a scan was typed, as the window measured it (`domain/identity/wedge-measure.ts`). Milliseconds. */
export const typedMeasureSchema = z.object({
  keys: z.int().nonnegative().max(20_000),
  medianGap: z.number().nonnegative().max(10_000),
  longestGap: z.number().nonnegative().max(10_000),
  suffix: z.enum(['enter', 'tab', 'none']),
  prefix: z.string().max(20).nullable(),
  firstKey: z.string().max(20).nullable(),
  altCodes: z.boolean(),
  injected: z.int().nonnegative().max(20_000),
})

/** A check of a reader under way: what was scanned so far and what follows from it. */
export const readerCheckSchema = z.object({
  startedAt: z.string(),
  /** Which reader is checked; `keyboard` for one in keyboard mode; null for whichever scans. */
  reader: z.string().nullable(),
  /** The code to show now; null when all were scanned. */
  awaiting: z.enum(testCodeIds).nullable(),
  /** The code that was scanned last; null before the first. */
  latest: z.enum(testCodeIds).nullable(),
  report: z.object({
    verdict: z.enum(readerVerdicts),
    mode: z.enum(['hid-pos', 'serial', 'keyboard', 'other']).nullable(),
    codes: z.array(
      z.object({
        id: z.enum(testCodeIds),
        outcome: z.enum(testOutcomes).nullable(),
        /** The text that arrived, at most 1,000 characters; null before it was scanned. */
        arrived: z.string().nullable(),
      }),
    ),
    findings: z.array(z.enum(readerFindings)),
    advice: z.array(z.enum(readerAdvices)),
    suffix: z.enum(['none', 'cr', 'lf', 'crlf', 'tab', 'enter']).nullable(),
    /** AIM identifier such as `]Q1`. */
    symbology: z.string().nullable(),
    before: z.string(),
    after: z.string(),
    speed: z.object({ medianGap: z.number(), longestGap: z.number() }).nullable(),
    wedge: wedgeSettingsSchema.nullable(),
  }),
  /** Where the makers' manuals have what is advised; of all makers while the maker is unknown. */
  setUpCodes: z.array(
    z.object({
      maker: z.string(),
      advice: z.enum(readerAdvices),
      name: z.string(),
      code: z.string().nullable(),
    }),
  ),
})
export type ReaderCheckState = z.infer<typeof readerCheckSchema>

const setUpRoles = ['administrator', 'clerk'] as const

export const listReaders = route({
  method: 'get',
  path: '/api/readers',
  summary: 'The readers of this PC and what is wrong with them (the `changes` feed says `readers`)',
  for: 'staff',
  answer: readersSchema,
})

export const lookForReaders = route({
  method: 'post',
  path: '/api/readers/look',
  summary: 'Look for readers now',
  for: 'staff',
  answer: readersSchema,
})

export const chooseReader = route({
  method: 'put',
  path: '/api/readers/{key}',
  summary: 'Say whether a device is a reader that this office listens to',
  for: ['administrator'],
  params: z.object({ key: z.string().max(200) }),
  body: z.object({ used: z.boolean() }),
  answer: readersSchema,
})

export const readWedgeSettings = route({
  method: 'get',
  path: '/api/keyboard-reader',
  summary: 'How the window tells a reader in keyboard mode from a person',
  for: 'staff',
  answer: wedgeSettingsSchema,
})

export const saveWedgeSettings = route({
  method: 'put',
  path: '/api/keyboard-reader',
  summary: 'Set by hand how a reader in keyboard mode is told from a person',
  for: ['administrator'],
  body: wedgeSettingsSchema,
  answer: wedgeSettingsSchema,
})

export const listTestCodes = route({
  method: 'get',
  path: '/api/reader-check/codes',
  summary: 'The codes a person scans so that a reader shows what it does, as QR symbols without border',
  for: 'staff',
  answer: z.object({
    codes: z.array(
      z.object({
        id: z.enum(testCodeIds),
        text: z.string(),
        /** Rows of the symbol, `1` for a dark module; draw it with a quiet zone of 4 modules. */
        rows: z.array(z.string()),
      }),
    ),
  }),
})

export const readTestSheet = route({
  method: 'get',
  path: '/api/reader-check/sheet',
  summary: 'The test codes as PDF, for printing by hand',
  for: 'staff',
  answer: 'application/pdf',
})

export const printTestSheet = route({
  method: 'post',
  path: '/api/reader-check/sheet/print',
  summary: 'Print the test codes',
  for: 'staff',
  body: z.object({ printer: z.string().max(200).nullable() }),
  answer: z.object({ where: z.string() }),
})

export const startReaderCheck = route({
  method: 'post',
  path: '/api/reader-check',
  summary: 'Begin to check a reader; from now on what is no known paper counts as a test code',
  for: setUpRoles,
  body: z.object({ reader: z.string().max(200).nullable() }),
  answer: readerCheckSchema,
})

export const readReaderCheck = route({
  method: 'get',
  path: '/api/reader-check',
  summary: 'The check under way (the `changes` feed says `readers`); not-found when there is none',
  for: setUpRoles,
  answer: readerCheckSchema,
})

export const showTestCode = route({
  method: 'put',
  path: '/api/reader-check/code',
  summary: 'Say which code is on the screen, so that a badly damaged one is still known',
  for: setUpRoles,
  body: z.object({ code: z.enum(testCodeIds) }),
  answer: readerCheckSchema,
})

export const endReaderCheck = route({
  method: 'post',
  path: '/api/reader-check/end',
  summary: 'End the check; with `save` its findings are kept and its settings used from now on',
  for: setUpRoles,
  body: z.object({ save: z.boolean() }),
  answer: readersSchema,
})

export const readReaderMonitor = route({
  method: 'get',
  path: '/api/reader-monitor',
  summary: 'What readers sent lately, byte by byte, letters and digits masked; for reporting a new layout',
  for: ['administrator'],
  answer: z.object({
    captures: z.array(
      z.object({
        seq: z.int(),
        at: z.string(),
        source: z.string(),
        label: z.string(),
        /** Every report or chunk as hex, personal data masked. */
        pieces: z.array(z.string()),
        kind: z.string(),
        rule: z.string(),
        damage: z.string().nullable(),
      }),
    ),
  }),
})

export const listUnknownScans = route({
  method: 'get',
  path: '/api/unknown-scans',
  summary: 'Scans that nothing recognised, newest first, kept so that a new kind of card can be reported',
  for: ['administrator'],
  answer: z.object({
    scans: z.array(
      z.object({
        id: z.int(),
        at: z.string(),
        source: z.string(),
        text: z.string(),
        /** The bytes as hex, personal data masked: fit for passing on. */
        masked: z.string(),
      }),
    ),
  }),
})

export const deleteUnknownScan = route({
  method: 'delete',
  path: '/api/unknown-scans/{id}',
  summary: 'Delete one scan that nothing recognised',
  for: ['administrator'],
  params: z.object({ id: z.coerce.number().int().positive() }),
  answer: z.object({}),
})

export const deleteUnknownScans = route({
  method: 'delete',
  path: '/api/unknown-scans',
  summary: 'Delete all scans that nothing recognised',
  for: ['administrator'],
  answer: z.object({}),
})
