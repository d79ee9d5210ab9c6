import { CircleCheck, TriangleAlert } from 'lucide-react'
import { figure } from '../../text/figures.ts'
import { type Locale, useLocale, useText } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Panel } from '../../ui/Panel.tsx'
import styles from './Administrator.module.css'
import type { Todo } from './todo.ts'

/** What only the administrator can put right, each with where. */
export function TodoPanel({ todos }: { todos: readonly Todo[] }) {
  const text = useText()
  const words = text.administrator
  const locale = useLocale()
  return (
    <Panel
      title={words.todo}
      mark={<Badge tone={todos.length > 0 ? 'warning' : 'neutral'}>{todos.length}</Badge>}
    >
      <ul className={styles.rows} aria-label={words.todo}>
        {todos.length === 0 && (
          <li className={styles.row}>
            <CircleCheck size="1.4em" aria-hidden className={styles.well} />
            <div>
              <p className={styles.rowTitle}>{words.todoNone}</p>
              <p className={styles.muted}>{words.todoNoneText}</p>
            </div>
          </li>
        )}
        {todos.map((todo) => (
          <li key={todo.kind} className={styles.row}>
            <TriangleAlert size="1.4em" aria-hidden className={styles.warning} />
            <div>
              <p className={styles.rowTitle}>{titleOf(todo, text, locale)}</p>
              <p className={styles.muted}>{words.todos[todo.kind].next}</p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function titleOf(todo: Todo, { administrator: { todos }, app }: Texts, locale: Locale): string {
  switch (todo.kind) {
    case 'attention':
      return todos.attention.title(figure(locale, todo.count))
    case 'role-missing':
      return todos['role-missing'].title(todo.roles.map((role) => app.roles[role]).join(', '))
    case 'pin-missing':
      return todos['pin-missing'].title(todo.names.join(', '))
    case 'pack-refused':
    case 'pack-too-new':
    case 'pack-approval':
      return todos[todo.kind].title(todo.titles.join(', '))
    default:
      return todos[todo.kind].title
  }
}
