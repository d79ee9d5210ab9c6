import type { ReaderCheckState } from '../../../contract/desk/readers.ts'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import type { KeyValue } from '../../ui/KeyValueList.tsx'

/** What a check found out, fact by fact; a fact that needs a look is marked. */
export function useReaderFacts({ report }: ReaderCheckState): readonly KeyValue[] {
  const text = useText().readers
  const locale = useLocale()
  const { mode, speed, suffix, symbology, findings, before, after, wedge } = report
  const interferes = findings.includes('input-method')
  const has = (...some: (typeof findings)[number][]) => some.some((one) => findings.includes(one))
  const ms = (time: number) => figure(locale, Math.round(time))
  const scanned = mode !== null
  return [
    {
      key: 'mode',
      label: text.mode,
      value: mode === null ? text.unknownFact : text.modes[mode],
      marked: mode === 'keyboard',
    },
    {
      key: 'input-method',
      label: text.inputMethod,
      value: !scanned ? text.unknownFact : interferes ? text.inputMethodYes : text.inputMethodNo,
      marked: interferes,
    },
    {
      key: 'speed',
      label: text.speed,
      value: speed
        ? text.speedText(ms(speed.medianGap), ms(speed.longestGap))
        : scanned
          ? text.speedNone
          : text.unknownFact,
      marked: has('too-slow'),
    },
    {
      key: 'suffix',
      label: text.suffix,
      value: suffix === null ? text.unknownFact : text.suffixes[suffix],
      marked: has('no-suffix'),
    },
    ...(mode === 'keyboard'
      ? [{ key: 'prefix', label: text.prefix, value: wedge?.prefix ?? text.prefixNone }]
      : [{ key: 'symbology', label: text.symbology, value: symbology ?? text.symbologyNone }]),
    ...(before + after === ''
      ? []
      : [{ key: 'extra', label: text.extra, value: `“${before}” … “${after}”`, marked: has('extra-text') }]),
    ...report.codes.map(({ id, outcome }) => ({
      key: id,
      label: text.codes[id],
      value: outcome === null ? text.notYet : text.outcomes[outcome],
      marked: outcome !== null && outcome !== 'whole' && outcome !== 'repaired',
    })),
  ]
}
