import { type FormEvent, useState } from 'react'
import type { z } from 'zod'
import { readPack } from '../../../contract/desk/cases.ts'
import { scopeStaff, type staffMemberSchema } from '../../../contract/desk/office.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { useAct, useRoute } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { EntryForm, WholeRow } from '../../ui/EntryForm.tsx'
import { FieldSet } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { useToast } from '../../ui/Toasts.tsx'

type Member = z.infer<typeof staffMemberSchema>
type Props = { readonly member: Member | null; readonly onClose: () => void }

/** Limits an account to some categories of the pack in force; none ticked ends the limit. */
export function ScopeDialog({ member, onClose }: Props) {
  const text = useText().staff.scope
  const read = useRoute(readPack, { query: {} }, ['policies'], { enabled: member !== null })
  return (
    <Dialog
      open={member !== null}
      onClose={onClose}
      title={member ? text.title(member.fullName) : ''}
      description={read.data?.title}
    >
      {read.error ? <ProblemState error={read.error} onRetry={() => void read.refetch()} /> : null}
      {member && read.data ? <ScopeForm member={member} pack={read.data} onClose={onClose} /> : null}
      {member && !read.data && !read.error ? <LoadingState /> : null}
    </Dialog>
  )
}

function ScopeForm({ member, pack, onClose }: { member: Member; pack: RulePack; onClose: () => void }) {
  const text = useText()
  const say = useToast()
  const { run, pending, problem } = useAct(scopeStaff)
  const [chosen, setChosen] = useState<readonly number[]>(
    member.scope?.pack === pack.id ? member.scope.categories : [],
  )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (pending) return
    const scope = chosen.length > 0 ? { pack: pack.id, categories: [...chosen] } : null
    const done = await run({ params: { user: member.user }, body: { scope } })
    if (!done) return
    say({ tone: 'success', title: text.staff.scope.done(member.fullName) })
    readAnew(['staff'])
    onClose()
  }
  const codes = pack.categories.map(({ code }) => code)
  return (
    <EntryForm onSubmit={(event) => void submit(event)}>
      <WholeRow>
        {member.unscoped && <Notice tone="warning" title={text.staff.scope.unsetHint} />}
        <FieldSet label={pack.title} labelHidden hint={text.staff.scope.hint}>
          {pack.categories.map(({ code, label }) => (
            <Checkbox
              key={code}
              name="categories"
              label={label}
              checked={chosen.includes(code)}
              onChange={() => setChosen(codes.filter((one) => chosen.includes(one) !== (one === code)))}
            />
          ))}
        </FieldSet>
      </WholeRow>
      <WholeRow>
        <ProblemNotice problem={problem} />
        <DialogActions>
          <Button onClick={onClose}>{text.kit.dialog.cancel}</Button>
          <Button type="submit" variant="primary" busy={pending}>
            {text.staff.scope.save}
          </Button>
        </DialogActions>
      </WholeRow>
    </EntryForm>
  )
}
