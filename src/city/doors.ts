import { operatorBase } from '../contract/sync/operator.ts'
import { createApp } from './app.ts'
import { createConsole } from './console/console.ts'
import { consoleBase } from './console/door.ts'
import type { Desk } from './desk.ts'
import { createMonitoring, monitoringPaths } from './monitoring.ts'
import { createOperatorApi } from './operators/api.ts'
import { createSecretDoor } from './operators/operators.ts'

type Fetch = (request: Request) => Response | Promise<Response>

/** Everything a city answers, by the beginning of the path; PSP/1 answers the rest. */
export function doorsOf(desk: Desk): Fetch {
  const secrets = createSecretDoor(desk)
  const psp = createApp(desk, secrets)
  const operators = createOperatorApi(desk, secrets)
  const console = createConsole(desk, secrets)
  const monitoring = createMonitoring(desk, secrets)
  const doors: readonly (readonly [base: string, fetch: Fetch])[] = [
    [operatorBase, (request) => operators.fetch(request)],
    [consoleBase, (request) => console.fetch(request)],
    ...monitoringPaths.map((path) => [path, monitoring] as const),
  ]
  return (request) => {
    const { pathname } = new URL(request.url)
    const door = doors.find(([base]) => pathname === base || pathname.startsWith(`${base}/`))
    return door ? door[1](request) : psp.fetch(request)
  }
}
