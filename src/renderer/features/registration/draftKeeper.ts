import { saveDraft } from '../../../contract/desk/drafts.ts'
import { ask } from '../../app/queries.ts'
import { draftOfFields, type Fields } from './fields.ts'

/** How a draft stands. `savedAt` is an instant in ms. */
export type DraftStanding = {
  readonly state: 'none' | 'saving' | 'saved' | 'unsaved'
  readonly savedAt: number | null
}

type Content = { readonly fields: Fields; readonly focus: string | null }

/** Keeps one form safe while it is filled. */
export type DraftKeeper = {
  readonly draftId: string
  /** Saves the form if it changed; while the office does not answer, again and again until it does. */
  readonly keep: (content: Content) => void
  /** Waits for a save under way and holds back further ones: what follows must not be overtaken by a draft. */
  readonly hold: () => Promise<void>
  /** Goes on saving after `hold`. */
  readonly resume: () => void
  /** For `useSyncExternalStore`. */
  readonly subscribe: (listener: () => void) => () => void
  readonly standing: () => DraftStanding
}

const retryMs = 2000

/**
 * Creates the keeper of one draft. `form` says which form it is; `startedFrom` is what an untouched form holds, which
 * is not worth a draft; `savedAt` is set (instant, ms) when it came out of a draft.
 */
export function createDraftKeeper(
  draftId: string,
  form: string,
  startedFrom: Fields,
  savedAt: number | null,
): DraftKeeper {
  const listeners = new Set<() => void>()
  let standing: DraftStanding = { state: savedAt === null ? 'none' : 'saved', savedAt }
  let kept = JSON.stringify(startedFrom)
  let waiting: Content | null = null
  let running: Promise<void> = Promise.resolve()
  let busy = false
  let held = false

  const stand = (state: DraftStanding['state'], at = standing.savedAt) => {
    standing = { state, savedAt: at }
    for (const listener of listeners) listener()
  }
  const take = () => {
    if (held) return null
    const next = waiting
    waiting = null
    return next
  }
  const saveWaiting = async () => {
    busy = true
    for (let content = take(); content !== null; content = take()) {
      stand('saving')
      const { answer } = await ask(saveDraft, {
        params: { draftId },
        body: { form, ...content, fields: draftOfFields(content.fields) },
      })
      if (answer) stand('saved', Date.parse(answer.savedAt))
      else {
        stand('unsaved')
        waiting ??= content
        await new Promise((again) => window.setTimeout(again, retryMs))
      }
    }
    busy = false
  }
  const start = () => {
    if (!busy && !held) running = saveWaiting()
  }
  return {
    draftId,
    keep(content) {
      const text = JSON.stringify(content.fields)
      const unchanged = text === kept && standing.state === 'none'
      if (unchanged) return
      kept = text
      waiting = content
      start()
    },
    async hold() {
      held = true
      await running
    },
    resume() {
      held = false
      if (waiting) start()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    standing: () => standing,
  }
}
