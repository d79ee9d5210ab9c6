import type { PersonRead, Recognised } from '../../src/domain/identity/recognised.ts'

/**
 * Says why something accepted must not have been, in few words without any of its content; null when it may. Written
 * apart from the rules it judges: it knows only what a paper must look like.
 */
export function wronglyAccepted(read: Recognised): string | null {
  if (read.kind === 'receipt') return receiptFits(read.dossierNumber) ? null : 'a receipt with a wrong check'
  if (!read.accepted) return null
  if (!['cccd', 'can-cuoc', 'cmnd', 'mrz-td1', 'mrz-td3'].includes(read.kind))
    return `accepted a ${read.kind}`
  const person = read as PersonRead // one of the five kinds of a person's paper
  if (person.damage === 'truncated') return 'accepted though truncated'
  if (person.damage !== null && (person.fullName !== undefined || person.address !== undefined))
    return 'damaged letters shown as good'
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  const spoilt = /[?\ufffd\u0000-\u001f\u007f-\u009f]/u
  if (spoilt.test(person.fullName ?? '')) return 'a damaged name'
  if (person.rule.startsWith('mrz')) return mrzFits(person.text) ? null : 'a zone with a wrong check digit'
  const fields = person.text.split('|')
  const number = person.idNumber ?? person.oldIdNumber ?? ''
  if (fields.length === 1) return /^(?:\d{12}|\d{9})$/.test(person.text) ? null : 'no bare number'
  if (fields.length !== 7 && fields.length !== 11) return `${fields.length} fields`
  if (fields[0] !== number || !/^\d{12}$/.test(number)) return 'another number than the first field'
  if (!/^(?:\d{9}|\d{12})?$/.test(fields[1] ?? '')) return 'no old number'
  if (!isDay(fields[6] ?? '', false) || !isDay(fields[3] ?? '', true)) return 'no date'
  return null
}

function isDay(text: string, mayBePartial: boolean): boolean {
  const [, day = '', month = '', year = ''] = /^(?:(\d\d)(\d\d))?(\d{4})$/.exec(text) ?? []
  if (year === '') return false
  if (mayBePartial && (day === '' || day === '00')) return month === '' || Number(month) <= 12
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day)
}

/** ISO/IEC 7064 MOD 37,36 by its definition, over the number with its check character. */
function receiptFits(number: string): boolean {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const characters = Array.from(number.replaceAll('-', ''))
  let rest = 36
  for (const character of characters.slice(0, -1)) {
    rest += alphabet.indexOf(character)
    rest = rest % 36 === 0 ? 36 : rest % 36
    rest = (rest * 2) % 37
  }
  return (rest + alphabet.indexOf(characters.at(-1) ?? '')) % 36 === 1
}

/** ICAO Doc 9303: the composite check digit and those it covers. */
function mrzFits(text: string): boolean {
  const zone = text.replace(/[\r\n]/g, '')
  const values = Array.from(zone, (c) => (c === '<' ? 0 : Number.parseInt(c, 36)))
  const digit = (from: number, to: number) =>
    values.slice(from, to).reduce((sum, value, i) => sum + value * ([7, 3, 1][i % 3] ?? 0), 0) % 10
  const agrees = (from: number, to: number) => String(digit(from, to)) === zone[to]
  if (zone.length === 90) return agrees(5, 14) && agrees(30, 36) && agrees(38, 44)
  return zone.length === 88 && agrees(44, 53) && agrees(57, 63) && agrees(65, 71)
}
