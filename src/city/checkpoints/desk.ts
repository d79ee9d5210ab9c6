import type { Desk } from '../desk.ts'

/** How a city serves its checkpoints. */
export type CheckpointOptions = {
  /** Folder of the built page; null: the page is not served here. */
  readonly page: string | null
  /** A training city publishes its code, so that anyone may practise. */
  readonly training: boolean
}

/** What the checkpoints' endpoints work with. */
export type CheckpointDesk = Desk & { readonly training: boolean }
