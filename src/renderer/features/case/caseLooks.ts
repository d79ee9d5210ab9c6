import {
  ArrowRightLeft,
  Ban,
  Banknote,
  BookCheck,
  Building2,
  CalendarClock,
  CircleCheck,
  CircleSlash,
  ClipboardPen,
  CopyPlus,
  FileCheck2,
  FilePlus2,
  FileSearch,
  FileX2,
  HeartPulse,
  type LucideIcon,
  MailX,
  PackageCheck,
  Printer,
  Send,
  Stamp,
  Undo2,
} from 'lucide-react'
import type { CaseAct, CaseState } from '../../../domain/case.ts'
import type { Tone } from '../../ui/tones.ts'
import type { WaitedFor } from './nextSteps.ts'

type Look = { readonly tone: Tone; readonly icon: LucideIcon }

/** Colour and icon of a state; its word stands beside them. */
export const stateLooks: Readonly<Record<CaseState, Look>> = {
  registered: { tone: 'info', icon: FilePlus2 },
  returned: { tone: 'warning', icon: Undo2 },
  verified: { tone: 'info', icon: FileCheck2 },
  confirmed: { tone: 'info', icon: HeartPulse },
  submitted: { tone: 'info', icon: Building2 },
  approved: { tone: 'info', icon: CircleCheck },
  sealed: { tone: 'success', icon: Stamp },
  refused: { tone: 'error', icon: Ban },
  stopped: { tone: 'error', icon: CircleSlash },
  transferred: { tone: 'warning', icon: ArrowRightLeft },
  'handed-over': { tone: 'neutral', icon: CircleCheck },
  recorded: { tone: 'neutral', icon: BookCheck },
  paid: { tone: 'neutral', icon: Banknote },
  'refusal-notified': { tone: 'neutral', icon: MailX },
  'stop-notified': { tone: 'neutral', icon: CircleSlash },
  'transfer-confirmed': { tone: 'neutral', icon: ArrowRightLeft },
}

/** Colour and icon of an open case by the act it waits for. */
export const waitLooks: Readonly<Record<WaitedFor, Look>> = {
  verify: { tone: 'info', icon: FileSearch },
  confirm: { tone: 'info', icon: HeartPulse },
  submit: { tone: 'info', icon: Send },
  'city-approve': { tone: 'neutral', icon: Building2 },
  approve: { tone: 'info', icon: ClipboardPen },
  seal: { tone: 'info', icon: Stamp },
  'hand-over': { tone: 'success', icon: PackageCheck },
  pay: { tone: 'success', icon: Banknote },
  complete: stateLooks.returned,
  stop: { tone: 'error', icon: CircleSlash },
  'notify-refusal': stateLooks.refused,
  'notify-stop': stateLooks.stopped,
  'confirm-transfer': stateLooks.transferred,
}

/** Colour and icon of an act, on its button and in the history. */
export const actLooks: Readonly<Record<CaseAct, Look>> = {
  register: { tone: 'info', icon: FilePlus2 },
  verify: { tone: 'success', icon: FileCheck2 },
  confirm: { tone: 'success', icon: HeartPulse },
  return: { tone: 'warning', icon: Undo2 },
  complete: { tone: 'info', icon: ClipboardPen },
  submit: { tone: 'info', icon: Send },
  approve: { tone: 'success', icon: CircleCheck },
  'city-approve': { tone: 'success', icon: Building2 },
  'city-refuse': { tone: 'error', icon: Building2 },
  refuse: { tone: 'error', icon: Ban },
  seal: { tone: 'success', icon: Stamp },
  'send-back': { tone: 'warning', icon: Undo2 },
  stop: { tone: 'error', icon: CircleSlash },
  'notify-stop': { tone: 'neutral', icon: CircleSlash },
  transfer: { tone: 'warning', icon: ArrowRightLeft },
  'confirm-transfer': { tone: 'neutral', icon: ArrowRightLeft },
  extend: { tone: 'warning', icon: CalendarClock },
  pay: { tone: 'success', icon: Banknote },
  stamp: { tone: 'success', icon: Stamp },
  replace: { tone: 'info', icon: CopyPlus },
  withdraw: { tone: 'error', icon: FileX2 },
  print: { tone: 'neutral', icon: Printer },
  'hand-over': { tone: 'success', icon: PackageCheck },
  'notify-refusal': { tone: 'neutral', icon: MailX },
}
