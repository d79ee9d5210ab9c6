import { heartbeatSchema } from '../contract/sync/heartbeat.ts'
import { bearerOf, operatorProblem } from './bearer.ts'
import type { Desk } from './desk.ts'
import { nameOf } from './housekeeping.ts'
import { mustBeAllowed, type SecretDoor } from './operators/operators.ts'
import { OperatorRefused } from './operators/refusal.ts'

/** Paths for whoever watches over the server; none of them belongs to PSP/1. */
export const monitoringPaths = ['/healthz', '/readyz', '/metrics'] as const

/**
 * `/healthz`: the process answers. `/readyz`: the store answers and the server is not about to close, so a balancer may
 * send requests here. `/metrics`: Prometheus text for the bearer of an operator's secret that may read the audit.
 */
export function createMonitoring(desk: Desk, secrets: SecretDoor): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/healthz') return plain('ok\n', 200)
    try {
      return pathname === '/readyz' ? await readiness(desk) : await metricsFor(desk, secrets, request)
    } catch (error) {
      if (error instanceof OperatorRefused) return operatorProblem(error)
      desk.log({ level: 'error', what: 'monitoring-failed', route: pathname, error: nameOf(error) })
      return plain('fault\n', 503)
    }
  }
}

async function readiness(desk: Desk): Promise<Response> {
  if (desk.isDraining()) return plain('draining\n', 503)
  await desk.store.read((rows) => rows.wards())
  return plain('ready\n', 200)
}

async function metricsFor(desk: Desk, secrets: SecretDoor, request: Request): Promise<Response> {
  mustBeAllowed(await bearerOf(secrets, request), 'audit')
  const told = await desk.store.read((rows) => rows.heartbeats())
  desk.metrics.heard(told.map(({ heartbeat }) => heartbeatSchema.parse(JSON.parse(heartbeat))))
  const { type, body } = await desk.metrics.text()
  return new Response(body, { headers: { 'content-type': type, 'cache-control': 'no-store' } })
}

function plain(text: string, status: number): Response {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
  return new Response(text, { status, headers })
}
