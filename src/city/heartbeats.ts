import { type HeartbeatAnswer, heartbeatSchema } from '../contract/sync/heartbeat.ts'
import { jsonOf } from './body.ts'
import { type Asker, type Desk, serverTime } from './desk.ts'
import { RequestRefused } from './refusal.ts'

/** Keeps the device's latest heartbeat and tells it what the server has of its stream. */
export async function takeHeartbeat(desk: Desk, { device, body }: Asker): Promise<HeartbeatAnswer> {
  const heartbeat = heartbeatSchema.safeParse(jsonOf(body))
  if (!heartbeat.success) throw new RequestRefused('malformed')
  const at = serverTime(desk)
  const headSeq = await desk.store.write(async (rows) => {
    await rows.saveHeartbeat(device.id, at, JSON.stringify(heartbeat.data))
    const stream = await rows.stream(heartbeat.data.stream)
    return stream?.device === device.id ? stream.headSeq : null
  })
  return { serverTime: at, headSeq }
}
