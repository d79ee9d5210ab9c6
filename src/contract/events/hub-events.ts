import { z } from 'zod'
import { sha256Text } from '../sync/event-line.ts'
import type { EventType } from './parts.ts'

const admin = { personal: null, roles: ['administrator'], caseAct: null } as const

/** How a PC uses its hub: while the city does not answer it, or for everything. */
export const hubWays = ['when-needed', 'always'] as const
export type HubWay = (typeof hubWays)[number]

/** The ward hub: which PC is one, and which uses which. The pairing code is a secret of the store. */
export const hubEvents = {
  /** This PC takes the bundles of the ward's other PCs, or does so no more; `newCode`: earlier pairings ended. */
  'office.hub-set': {
    tv: 1,
    body: z.object({
      on: z.boolean(),
      host: z.ipv4(),
      port: z.int().min(0).max(65_535),
      newCode: z.boolean(),
    }),
    ...admin,
  },
  /** This PC sends by the hub with this key (SHA-256 of its SPKI); null: by none. */
  'office.hub-used': {
    tv: 1,
    body: z.object({
      hub: z
        .object({
          key: sha256Text,
          host: z.ipv4(),
          port: z.int().min(1).max(65_535),
          way: z.enum(hubWays),
        })
        .nullable(),
    }),
    ...admin,
  },
} as const satisfies Record<string, EventType>
