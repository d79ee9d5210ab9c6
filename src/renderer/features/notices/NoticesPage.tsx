import { ShieldAlert } from 'lucide-react'
import { useSession } from '../../app/session.tsx'
import { useNoticesText } from '../../text/notices.ts'
import { PageHeader } from '../../ui/Panel.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { MailPanel } from './MailPanel.tsx'
import { NoticeList } from './NoticeList.tsx'
import styles from './Notices.module.css'

/** Notices by e-mail: those who look after cases see how each stands, the administrator how they leave the office. */
export function NoticesPage() {
  const text = useNoticesText()
  const { roles } = useSession().session
  const keeps = roles.includes('clerk') || roles.includes('ward-official')
  const administers = roles.includes('administrator')
  if (!keeps && !administers) return <EmptyState icon={ShieldAlert} title={text.notYours} />
  return (
    <>
      {!keeps && <PageHeader title={text.title} note={text.note} />}
      <div className={styles.page}>
        {keeps && <NoticeList />}
        {administers && <MailPanel />}
      </div>
    </>
  )
}
