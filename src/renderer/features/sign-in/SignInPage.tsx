import { KeyRound } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { type OfficeState, type Session, signIn } from '../../../contract/desk/office.ts'
import { BareFrame } from '../../app/BareFrame.tsx'
import { useAct } from '../../app/queries.ts'
import { TryNotice } from '../../app/TryNotice.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useText } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { type Pick, PickList } from '../../ui/PickList.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { RecoverPage } from './RecoverPage.tsx'
import styles from './SignInPage.module.css'

type Props = { office: OfficeState; onSignedIn: (session: Session) => void }

/** Who is at the counter: a list of the staff and a password. The training office signs in with one key. */
export function SignInPage({ office, onSignedIn }: Props) {
  return (
    <BareFrame office={office}>
      {office.trainingAccounts ? (
        <TrainingSignIn office={office} accounts={office.trainingAccounts} onSignedIn={onSignedIn} />
      ) : (
        <StaffSignIn office={office} onSignedIn={onSignedIn} />
      )}
    </BareFrame>
  )
}

function StaffSignIn({ office, onSignedIn }: Props) {
  const [user, setUser] = useState(office.staff[0]?.user ?? null)
  const [recovering, setRecovering] = useState(false)
  const recovered = (whose: string) => {
    setUser(whose)
    setRecovering(false)
  }
  if (recovering) {
    const back = () => setRecovering(false)
    return <RecoverPage office={office} user={user} onBack={back} onRecovered={recovered} />
  }
  return <WhoAndPassword {...{ office, user, setUser, onSignedIn }} onForgotten={() => setRecovering(true)} />
}

type WhoProps = Props & { user: string | null; setUser: (user: string) => void; onForgotten: () => void }

function WhoAndPassword({ office, user, setUser, onSignedIn, onForgotten }: WhoProps) {
  const text = useText()
  const forgotten = { key: 'Shift+F4', label: text.signIn.forgotten, run: onForgotten } as const
  useShortcuts([forgotten])
  const list = useRef<{ focus: () => void }>(null)
  const password = useRef<{ focus: () => void }>(null)
  const isAlone = office.staff.length === 1
  // With one account there is nothing to pick.
  useEffect(() => (isAlone ? password : list).current?.focus(), [isAlone])
  const picks = office.staff.map((member): Pick => {
    const roles = member.roles.map((role) => text.app.roles[role]).join(', ')
    return { key: member.user, title: member.fullName ?? member.user, note: roles || undefined }
  })
  return (
    <div className={styles.columns}>
      <Panel title={text.signIn.who}>
        {office.state === 'locked' && (
          <Notice tone="info" title={text.signIn.locked}>
            {text.signIn.lockedText}
          </Notice>
        )}
        <div className={styles.people}>
          <PickList
            ref={list}
            label={text.signIn.who}
            picks={picks}
            current={user}
            onMove={setUser}
            onPick={(picked) => {
              setUser(picked)
              password.current?.focus()
            }}
          />
        </div>
      </Panel>
      {user !== null && (
        <Panel title={picks.find(({ key }) => key === user)?.title ?? user}>
          <PasswordForm key={user} ref={password} user={user} onSignedIn={onSignedIn} />
          <p className={styles.hint}>{text.signIn.hint}</p>
          <ActionButton action={forgotten} variant="quiet" icon={KeyRound} className={styles.forgotten} />
        </Panel>
      )}
    </div>
  )
}

type Account = NonNullable<OfficeState['trainingAccounts']>[number]

function TrainingSignIn({ office, accounts, onSignedIn }: Props & { accounts: readonly Account[] }) {
  const text = useText()
  const [user, setUser] = useState(accounts[0]?.user ?? '')
  const { run, problem } = useAct(signIn)
  const list = useRef<{ focus: () => void }>(null)
  useEffect(() => list.current?.focus(), [])
  const enter = async (picked: string) => {
    setUser(picked)
    const account = accounts.find((one) => one.user === picked)
    if (!account) return
    const session = await run({ body: { user: account.user, password: account.password } })
    if (session) onSignedIn(session)
  }
  const memberOf = (one: string) => office.staff.find((member) => member.user === one)
  const nameOf = (one: string) => memberOf(one)?.fullName ?? one
  const chosen = accounts.find((one) => one.user === user)
  return (
    <div className={styles.columns}>
      <Panel title={text.signIn.training}>
        <p className={styles.hint}>{text.signIn.trainingText}</p>
        <PickList
          ref={list}
          label={text.signIn.training}
          digits
          current={user}
          picks={accounts.map((account) => ({
            key: account.user,
            title: nameOf(account.user),
            note: (memberOf(account.user)?.roles ?? [account.role])
              .map((role) => text.app.roles[role])
              .join(', '),
            aside: <Secrets account={account} />,
          }))}
          onMove={setUser}
          onPick={(picked) => void enter(picked)}
        />
        <TryNotice problem={problem} />
        {office.trainingCity && <TrainingCity city={office.trainingCity} />}
      </Panel>
      {chosen && (
        <Panel title={text.signIn.typed}>
          <p>
            {nameOf(chosen.user)} · <code>{chosen.user}</code>
          </p>
          <PasswordForm key={chosen.user} user={chosen.user} onSignedIn={onSignedIn} />
          <p className={styles.hint}>{text.signIn.typedText}</p>
        </Panel>
      )}
    </div>
  )
}

/** Where somebody plays the city, whose decisions some procedures await. */
function TrainingCity({ city }: { city: NonNullable<OfficeState['trainingCity']> }) {
  const text = useText().signIn
  return (
    <p className={styles.city}>
      {text.trainingCity} <code>{city.console}</code> · {text.citySecret} <code>{city.secret}</code>
    </p>
  )
}

/** The published password and PIN of a training account. */
function Secrets({ account }: { account: Account }) {
  const text = useText().signIn
  return (
    <span className={styles.secrets}>
      <span>
        {text.password} <code>{account.password}</code>
      </span>
      {account.pin !== null && (
        <span>
          {text.pin} <code>{account.pin}</code>
        </span>
      )}
    </span>
  )
}
