import * as contract from '../../../contract/desk/scans.ts'
import type { Readers } from '../../../contract/desk/readers.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { readerMaker } from '../../../domain/identity/reader-makers.ts'
import type { Desk } from '../../desk.ts'
import type { Mount } from '../../http.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { ReadersState } from '../../scanning/attached-readers.ts'
import { type Reader, readerKey } from '../../scanning/sources.ts'
import {
  chooseReader,
  keepReport,
  keyboardReader,
  readerProfiles,
  saveWedgeSettings,
  wedgeSettings,
} from './profiles.ts'
import { printTestSheet, testSheetPdf } from './test-sheet.ts'
import { testSymbols } from './test-symbols.ts'

/** Readers of this PC: which there are, their set-up, and what they sent. */
export function mountReaders(mount: Mount): void {
  mount.staff(contract.listReaders, ({ desk }) => shown(desk, desk.scans.readers.state()))
  mount.staff(contract.lookForReaders, async ({ desk }) => shown(desk, await desk.scans.readers.look()))
  mount.staff(contract.chooseReader, async ({ desk, params, body }) => {
    const { open, closed } = desk.scans.readers.state()
    const reader = [...open, ...closed].find((one) => readerKey(one) === params.key)
    if (!reader) throw new Refusal('not-found')
    chooseReader(desk.store, params.key, reader.label, body.used)
    return shown(desk, await desk.scans.readers.look())
  })
  mount.staff(contract.readWedgeSettings, ({ desk }) => wedgeAnswer(desk))
  mount.staff(contract.saveWedgeSettings, ({ desk, body: { layout, ...settings } }) => {
    saveWedgeSettings(desk.store, layout ? { ...settings, layout } : settings)
    desk.notify('readers')
    return wedgeAnswer(desk)
  })
  mount.staff(contract.readReaderMonitor, ({ desk }) => ({
    captures: desk.scans.monitor
      .captures()
      .map(({ pieces, ...capture }) => ({ ...capture, pieces: [...pieces] })),
  }))
  mountCheck(mount)
}

function mountCheck(mount: Mount): void {
  mount.staff(contract.listTestCodes, () => ({ codes: testSymbols() }))
  mount.staff(contract.readTestSheet, ({ desk }) => testSheetPdf(desk))
  mount.staff(contract.printTestSheet, ({ desk, body }) => printTestSheet(desk, body.printer))
  mount.staff(contract.startReaderCheck, ({ desk, body }) => desk.scans.check.start(body.reader))
  mount.staff(contract.readReaderCheck, ({ desk }) => checkState(desk))
  mount.staff(contract.showTestCode, ({ desk, body }) => {
    desk.scans.check.show(body.code)
    return checkState(desk)
  })
  mount.staff(contract.endReaderCheck, ({ desk, body }) => {
    const checked = desk.scans.check.end()
    if (checked && body.save) {
      keepReport(
        desk.store,
        checked.reader,
        checked.label,
        vietnamTime(desk.ports.clock.now()),
        checked.report,
      )
      desk.notify('readers')
    }
    return shown(desk, desk.scans.readers.state())
  })
}

function checkState(desk: Desk) {
  const state = desk.scans.check.state()
  if (!state) throw new Refusal('not-found')
  return state
}

function wedgeAnswer(desk: Desk) {
  const { layout, ...settings } = wedgeSettings(desk.store)
  return layout ? { ...settings, layout: { ...layout } } : settings
}

function shown(desk: Desk, { open, closed, troubles }: ReadersState): Readers {
  const profiles = readerProfiles(desk.store)
  const one = (reader: Reader, isOpen: boolean): Readers['readers'][number] => {
    const key = readerKey(reader)
    const trouble = troubles.find((named) => named.reader === key)?.code ?? null
    return {
      key,
      source: reader.source,
      label: reader.label,
      maker: readerMaker(reader.vendorId)?.name ?? null,
      state: isOpen ? 'open' : trouble ? 'refused' : 'not-chosen',
      trouble: isOpen ? null : trouble,
      checked: profiles.of(key).checked,
    }
  }
  return {
    readers: [...open.map((reader) => one(reader, true)), ...closed.map((reader) => one(reader, false))],
    keyboard: profiles.of(keyboardReader).checked,
    troubles: troubles
      .filter((trouble) => trouble.reader === undefined)
      .map(({ source, code, detail }) => ({ source, code, detail })),
  }
}
