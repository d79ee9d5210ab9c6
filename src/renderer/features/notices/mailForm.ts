import { setMail } from '../../../contract/desk/notices.ts'
import type { RouteInput } from '../../../contract/route.ts'

type Asked = Omit<RouteInput<typeof setMail>['body'], 'actId'>

/** A field of the setting that can be wrong. */
export type MailField = 'host' | 'port' | 'sender' | 'user' | 'password' | 'days' | 'certificate'

const fields = setMail.body.omit({ actId: true })

/** What the filled-in form asks for. An empty certificate keeps what is pinned, an empty password the one kept. */
export function askedOf(data: FormData): Asked {
  const typed = (name: string) => {
    const value = data.get(name)
    return typeof value === 'string' ? value : ''
  }
  const text = (name: string) => typed(name).trim()
  return {
    on: data.has('on'),
    host: text('host'),
    port: Number(text('port')),
    protection: text('protection') === 'tls' ? 'tls' : 'starttls',
    sender: text('sender'),
    user: text('user') || null,
    // Blanks of a password are its own.
    password: typed('password') || null,
    certificate: data.has('unpin') ? null : text('certificate') || 'keep',
    days: Number(text('days')),
  }
}

/** The first field that the office would refuse; null when there is none. */
export function faultIn(data: FormData): MailField | null {
  const judged = fields.safeParse(askedOf(data))
  const [path] = judged.error?.issues[0]?.path ?? []
  // Paths are names of the form's fields.
  return judged.success ? null : ((path as MailField | undefined) ?? 'host')
}
