/**
 * What the program tells the administrator by itself, a closed list so that every page has a sentence for each.
 *
 * - `journal-healed`: the store had lost lines and got them back from the second copy; count = lines.
 * - `journal-restored`: this PC goes on from an older copy of itself, or was copied; count = lines that only the city has.
 * - `copy-damaged`: records of the second copy could not be read; count = records.
 * - `clock-jumped`: somebody set the PC's clock while the program ran; count = minutes, negative when set back.
 * - `clock-doubtful`: the PC's clock may be wrong by days: what follows from the date alone waits; count = minutes ahead.
 * - `recovery-code-used`: the code from the sealed envelope gave an account a new password; count = 1.
 * - `recovery-code-replaced`: an administrator made a new recovery code, the old one opens nothing more; count = 1.
 * - `store-damaged`: a page of the store is not what was written: it was read in work or by the daily check; count = 1.
 * - `paper-copied`: papers of the ward were seen as no single paper can be (two far places, too many visits); count = papers.
 * - `pack-missing`: the text of rule packs named by the journal or by cases is not here any more; count = packs.
 * - `staff-unscoped`: accounts limited to groups of other rule packs can do nothing under the one in force; count = accounts.
 */
export const alarmNames = [
  'journal-healed',
  'journal-restored',
  'copy-damaged',
  'clock-jumped',
  'clock-doubtful',
  'recovery-code-used',
  'recovery-code-replaced',
  'store-damaged',
  'paper-copied',
  'pack-missing',
  'staff-unscoped',
] as const
export type AlarmName = (typeof alarmNames)[number]

/** Whether a text names an alarm of this version; the journal may hold one of another. */
export function isAlarmName(text: string): text is AlarmName {
  return alarmNames.some((name) => name === text)
}
