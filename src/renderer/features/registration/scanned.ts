import type { Recognised } from '../../../contract/desk/scans.ts'
import { partialDate } from '../../../domain/calendar.ts'
import { titleCase } from '../../../domain/text/name.ts'
import { showPartialDate } from '../../ui/typedDates.ts'
import type { Fields } from './fields.ts'

/** The papers about a person that can fill a form. */
export function isPersonScan({ kind }: Recognised): boolean {
  return !['permit', 'market-card', 'organisation', 'receipt', 'unknown'].includes(kind)
}

/** The number a scanned paper may be known by: empty when it may not be taken over. */
export function scannedNumber({ accepted, idNumber, oldIdNumber }: Recognised): string {
  return accepted ? (idNumber ?? oldIdNumber ?? '') : ''
}

/**
 * What a scan puts into the form. Where letters were damaged, name and residence are emptied: they must be typed from
 * the card; where a keyboard-mode reader typed them, they must be compared. A new card clears every earlier decision.
 */
export function fieldsOfScan(read: Recognised): Partial<Fields> {
  const isDamaged = read.damage !== null
  const mustCompare = isDamaged || read.warnings.includes('confirm-letters')
  const number = scannedNumber(read)
  const kind = idKindOf(read)
  const birth = read.birthDate === undefined ? null : partialDate(read.birthDate)
  const old = read.idNumber === undefined ? undefined : read.oldIdNumber
  return {
    ...(kind === null ? {} : { idKind: kind }),
    ...(number === '' ? {} : { idNumber: number, oldIdNumber: old ?? '' }),
    ...letters('fullName', isDamaged ? '' : read.fullName && properCase(read.fullName)),
    ...letters('residence', isDamaged ? '' : read.address),
    ...(birth === null ? {} : { birthDate: showPartialDate(birth) }),
    ...(read.sex === undefined ? {} : { sex: read.sex }),
    scanRule: read.rule.slice(0, 40),
    mustConfirm: mustCompare ? (read.damage ?? 'confirm-letters') : '',
    lettersConfirmed: '',
    personId: '',
    others: '',
    livePermit: '',
  }
}

/** A name all in capitals as names are written; any other stays as it is. */
export function properCase(name: string): string {
  return name === name.toLocaleUpperCase('vi') && name !== name.toLocaleLowerCase('vi')
    ? titleCase(name)
    : name
}

function letters(name: 'fullName' | 'residence', text: string | undefined): Partial<Fields> {
  return text === undefined ? {} : { [name]: text }
}

function idKindOf({ kind, idNumber }: Recognised): string | null {
  switch (kind) {
    case 'cccd':
    case 'can-cuoc':
    case 'cmnd':
      return kind
    case 'mrz-td1':
      return 'can-cuoc'
    case 'mrz-td3':
      return 'passport'
    case 'bhyt':
      // A health card may carry the personal number; the paper that proves it is still the identity card.
      return idNumber === undefined ? null : 'cccd'
    default:
      return null
  }
}
