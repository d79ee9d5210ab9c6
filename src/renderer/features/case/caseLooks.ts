import {
  Ban,
  CircleCheck,
  ClipboardPen,
  FileCheck2,
  FilePlus2,
  FileSearch,
  type LucideIcon,
  MailX,
  PackageCheck,
  Printer,
  Stamp,
  Undo2,
} from 'lucide-react'
import type { CaseAct, CaseState } from '../../../domain/case.ts'
import type { Tone } from '../../ui/tones.ts'

type Look = { readonly tone: Tone; readonly icon: LucideIcon }

/** Colour and icon of a state; its word stands beside them. */
export const stateLooks: Readonly<Record<CaseState, Look>> = {
  registered: { tone: 'info', icon: FileSearch },
  returned: { tone: 'warning', icon: Undo2 },
  verified: { tone: 'info', icon: ClipboardPen },
  approved: { tone: 'info', icon: Stamp },
  sealed: { tone: 'success', icon: PackageCheck },
  refused: { tone: 'error', icon: Ban },
  'handed-over': { tone: 'neutral', icon: CircleCheck },
  'refusal-notified': { tone: 'neutral', icon: MailX },
}

/** Colour and icon of an act, on its button and in the history. */
export const actLooks: Readonly<Record<CaseAct, Look>> = {
  register: { tone: 'info', icon: FilePlus2 },
  verify: { tone: 'success', icon: FileCheck2 },
  return: { tone: 'warning', icon: Undo2 },
  complete: { tone: 'info', icon: ClipboardPen },
  approve: { tone: 'success', icon: CircleCheck },
  refuse: { tone: 'error', icon: Ban },
  seal: { tone: 'success', icon: Stamp },
  'send-back': { tone: 'warning', icon: Undo2 },
  print: { tone: 'neutral', icon: Printer },
  'hand-over': { tone: 'success', icon: PackageCheck },
  'notify-refusal': { tone: 'neutral', icon: MailX },
}
