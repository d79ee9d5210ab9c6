import { addDays, dateAt } from '../../../domain/calendar.ts'
import type { Desk } from '../../desk.ts'
import { readSecret } from '../../facts.ts'
import { vietnamTime } from '../../journal/time.ts'
import { permit } from '../../sheets/permit/index.ts'
import { renderLayout } from '../../sheets/render.ts'
import { viewingCopy } from '../../sheets/viewing-copy.ts'
import { sealDetails, sealNames, sealSetting } from './setting.ts'

/**
 * A permit of nobody with the stamp space or the seal in its real size: to be printed, stamped and measured before the
 * first real one. It has no code and bears the viewing mark.
 */
export function sealSheetPdf(desk: Desk): Promise<Uint8Array> {
  const { wardName, parentName, training } = desk.facts()
  const now = desk.ports.clock.now()
  const today = dateAt(now)
  const data = permit.schema.parse({
    training,
    agency: {
      ...(parentName ? { parent: parentName } : {}),
      name: `Ủy ban nhân dân ${wardName}`,
      place: wardName,
    },
    number: '00/MẪU',
    issuedOn: today,
    holder: {
      fullName: 'Nguyễn Thị Mẫu',
      birth: { year: 1990 },
      idKind: 'Căn cước',
      idNumber: '000000000000',
      residence: 'Tờ thử con dấu, không cấp cho ai',
    },
    purpose: 'Thử con dấu',
    category: 'Thử con dấu',
    route: 'Thử con dấu',
    places: [],
    schedule: { weekdays: [0, 1, 2, 3, 4], windows: [[360, 1080]] },
    firstDay: today,
    lastDay: addDays(today, 1),
    signer: { capacity: [], title: 'Người ký', name: 'Lê Thị Mẫu' },
    seal: sampleSeal(desk, now),
    stampGuide: true,
    tokenText: 'VP1:0',
    dossierNumber: '00000',
    footer: [],
  })
  return renderLayout(viewingCopy(permit.layout(data)), 'Tờ thử con dấu')
}

function sampleSeal(desk: Desk, now: number) {
  const { mode, spaceMm } = sealSetting(desk.store)
  const picture = readSecret(desk.store, sealNames.picture)
  if (mode === 'wet' || !picture) return { kind: 'wet' as const, spaceMm: Math.min(spaceMm, 50) }
  const { diameterMm, certificate } = sealDetails(desk.store)
  return {
    kind: 'electronic' as const,
    picture: new Uint8Array(picture),
    diameterMm,
    signedBy: (certificate?.name ?? desk.facts().wardName).slice(0, 96),
    signedAt: `${vietnamTime(now).slice(0, 19)}+07:00`,
  }
}
