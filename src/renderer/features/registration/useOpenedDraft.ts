import { useCallback, useEffect, useState } from 'react'
import { readPack } from '../../../contract/desk/cases.ts'
import { discardDraft, type Draft, listDrafts } from '../../../contract/desk/drafts.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { newActId } from '../../app/actId.ts'
import { ask, routeKey } from '../../app/queries.ts'
import { queryClient } from '../../app/queryClient.ts'
import { registeredBy } from '../../app/registers.ts'
import { useSession } from '../../app/session.tsx'
import { blankFields, fieldsOfDraft } from './fields.ts'
import { rememberedProcedure } from './procedureChoice.ts'
import { civilToday, type Opened } from './useApplicationForm.ts'

/** Which form of this kind is open, and the other unfinished ones. */
export type OpenedDraft = {
  /** Null until the drafts were looked for. */
  readonly opened: Opened | null
  readonly others: readonly Draft[]
  readonly fresh: () => void
  readonly reopen: (draft: Draft) => void
  readonly discard: (draftId: string) => Promise<void>
}

export const registrationForm = 'registration'

/**
 * Opens the registration: the draft asked for, else the latest unfinished one, else a new form. Does not wait for an
 * office that is away: a form can be typed into all the same.
 */
export function useOpenedDraft(wanted: string | undefined): OpenedDraft {
  const { roles } = useSession().session
  const [opened, setOpened] = useState<Opened | null>(null)
  const [drafts, setDrafts] = useState<readonly Draft[]>([])
  const [pack, setPack] = useState<RulePack | null>(null)

  const load = useCallback(async () => {
    const { answer } = await ask(listDrafts, {})
    const mine = (answer?.drafts ?? []).filter(({ form }) => form === registrationForm)
    setDrafts(mine)
    return mine
  }, [])
  useEffect(() => {
    let gone = false
    const start = async () => {
      const [mine, read] = await Promise.all([load(), ask(readPack, { query: {} })])
      if (gone) return
      const rules = read.answer
      // A new form begins with what this person registers, which may be the only thing there is to choose.
      const own = rules && (registeredBy(rules, roles) ?? rules)
      setPack(own)
      // The form then has its rules with its first drawing.
      if (rules) queryClient.setQueryData(routeKey(readPack, { query: {} }, ['office']), rules)
      const draft = mine.find(({ draftId }) => draftId === wanted) ?? mine[0]
      setOpened(draft ? openedDraft(draft) : openedFresh(own))
    }
    void start()
    return () => {
      gone = true
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- opened once; later changes are the person's
  }, [load])

  const fresh = () => {
    setOpened(openedFresh(pack))
    void load()
  }
  return {
    opened,
    others: drafts.filter(({ draftId }) => draftId !== opened?.draftId),
    fresh,
    reopen: (draft) => {
      setOpened(openedDraft(draft))
      void load()
    },
    discard: async (draftId) => {
      await ask(discardDraft, { params: { draftId } })
      fresh()
    },
  }
}

function openedFresh(pack: RulePack | null): Opened {
  const fields = blankFields(civilToday(), pack, rememberedProcedure(pack))
  return { draftId: newActId(), fields, focus: null, restoredAt: null }
}

/** A draft as it was; hours that could not be read are to be typed again. */
export function openedDraft({ draftId, fields, focus, updatedAt }: Draft): Opened {
  const read = fieldsOfDraft(fields)
  const windows = read.windows === '?' ? '' : read.windows
  return { draftId, fields: { ...read, windows }, focus, restoredAt: Date.parse(updatedAt) }
}
