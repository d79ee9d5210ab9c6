import { randomUUID, sign } from 'node:crypto'
import { cityLineText, type CityWords } from '../../../../contract/sync/city-lines.ts'
import type { EventLine } from '../../../../contract/sync/event-line.ts'
import { sql } from '../../../database/store.ts'
import type { Desk } from '../../../desk.ts'
import { lineHash, writeLine } from '../../../journal/line.ts'
import { vietnamTime } from '../../../journal/time.ts'
import { listKey } from '../../../token/testing/example-city.ts'
import type { SigningKey } from '../../../token/types.ts'

/** A line of the example city in the feed of an office, as if it had just been pulled; answers it. */
export function saidByCity(
  desk: Desk,
  subject: string,
  said: CityWords,
  {
    key = listKey,
    lc = 1_000_000,
    id = randomUUID(),
  }: { readonly key?: SigningKey; readonly lc?: number; readonly id?: string } = {},
): string {
  const { wardCode: ward } = desk.facts()
  const wall = vietnamTime(desk.ports.clock.now())
  const place = { ward, id, subject, wall, user: 'thuha' }
  const signature = sign(null, Buffer.from(cityLineText({ ...place, ...said })), key.privateKey).toString(
    'base64url',
  )
  const pos = (desk.store.first(sql.selectFrom('sync').select('feed_pos'))?.feed_pos ?? 0) + 1
  const event: EventLine = {
    v: 1,
    stream: '019a0000-0000-7000-8000-0000000000ff',
    seq: pos,
    prev: 'P'.repeat(43),
    id: place.id,
    type: said.type,
    tv: 1,
    ward,
    subject,
    baseVer: 0,
    lc,
    at: { wall, mono: 0, boot: 'city', offsetMs: 0, offsetAgeS: 0 },
    actor: { user: place.user, role: 'system', session: 'city' },
    body: { ...said.body, proof: { kid: key.kid, signature } },
  }
  const line = writeLine(event)
  desk.store.transact((tx) => {
    tx.run(
      sql.insertInto('feed_item').values({
        pos,
        stream: event.stream,
        seq: pos,
        hash: lineHash(line),
        status: 'accepted',
        received_at: wall,
        problem: null,
        line,
        id: event.id,
        type: event.type,
        subject,
      }),
    )
    tx.run(sql.updateTable('sync').set({ feed_pos: pos }))
  })
  return line
}
