import type { administrator as source } from './administrator.vi.ts'

/** The administrator's work, in English. */
export const administrator = {
  title: 'For the administrator',
  note: 'What somebody has to look after: alarms, people, the way to the city.',
  alarms: 'Alarms',
  alarmsNone: 'No alarms yet',
  alarmsNoneText:
    'The program tells here when the journal had to be healed, a copy is damaged or the clock was set.',
  alarmsRecent: (count: string) => `${count} alarms in the last seven days`,
  alarm: {
    'journal-healed': {
      title: (count) => `The store had lost ${count} entries and got them back from its copy`,
      next: 'Nothing is lost. Check the disk and the power of this PC; if it comes again, call the IT officer.',
    },
    'copy-damaged': {
      title: (count) => `${count} entries of the safety copy were damaged; it was set aside and written anew`,
      next: 'The store itself is whole. Have the IT officer check the disk this week.',
    },
    'clock-jumped': {
      title: (minutes, isForward) =>
        `The clock of this PC was set ${isForward ? 'forward' : 'back'} by ${minutes} minutes`,
      next: 'Check date and time, let the PC set them itself; if it comes again, have the clock battery changed.',
    },
    'clock-doubtful': {
      title: () => 'The clock of this PC may be wrong; what follows from the date waits',
      next: 'No paper has been ended because of this date. Set date and time, or confirm them on the Sync page.',
    },
    'journal-restored': {
      title: (count) =>
        count === '0'
          ? 'This PC goes on from a backup'
          : `This PC goes on from an older copy; entries that only the city has: ${count}`,
      next: 'No number is given out twice. Compare with the paper books and ask the city for cases that are missing here. If nobody restored a backup, call the IT officer: the disk may have been copied.',
    },
    'recovery-code-used': {
      title: () => 'The recovery code was used to set a new password',
      next: 'Ask who opened the envelope. If nobody knows, change the administrator’s password and call the IT officer.',
    },
    'recovery-code-replaced': {
      title: () => 'An administrator replaced the recovery code',
      next: 'The old envelope opens nothing more; destroy it. If nobody did this, change the administrator’s password and call the IT officer.',
    },
    'paper-copied': {
      title: (count) => `Papers of this ward that look copied: ${count}`,
      next: 'See Checks, Figures; find out, then withdraw the copied paper.',
    },
    'pack-missing': {
      title: (count) => `Rule packs whose text is not here any more: ${count}`,
      next: 'Open the Rules page, load the same file again or get it from the city. What needs it waits; nothing else is applied.',
    },
    'staff-unscoped': {
      title: (count) => `Accounts limited to groups, not yet under the rules in force: ${count}`,
      next: 'Open the Staff page and set their groups again (Shift+F6). Until then they can handle no case of the new rules.',
    },
    'store-damaged': {
      title: () => 'A part of the store is damaged',
      next: 'Delete nothing, restore nothing. Call the IT officer today: the data are in the copy and with the city.',
    },
  },
  todo: 'To do',
  todoNone: 'Nothing to do',
  todoNoneText: 'There are people for every step of a case, and the city waits for nothing from this PC.',
  todos: {
    'never-enrolled': {
      title: 'This PC is not enrolled with the city server',
      next: 'Without it no permit can be sealed. Enrol on the Sync page.',
    },
    'sync-stopped': {
      title: 'Sending to the city has stopped',
      next: 'See why on the Sync page and tell the IT officer.',
    },
    'sync-differs': {
      title: 'The city’s journal differs from this PC’s',
      next: 'Delete nothing; tell the IT officer at once.',
    },
    attention: {
      title: (count: string) => `${count} entries refused or held by the city`,
      next: 'See each of them and what to do on the Sync page.',
    },
    'role-missing': {
      title: (roles: string) => `Nobody has the role: ${roles}`,
      next: 'Cases will stop at that step. Add people on the Staff page.',
    },
    'four-eyes': {
      title: 'Too few people for the steps that must be kept apart',
      next: 'Who registers, who verifies and who approves are different people; who approves neither seals nor pays. Add people.',
    },
    'pack-refused': {
      title: (titles) => `A rule pack of the city was not taken: ${titles}`,
      next: 'The pack in force stays. See line and reason on the Rule packs page and tell the city.',
    },
    'pack-too-new': {
      title: (titles) => `A rule pack needs a later version of the program: ${titles}`,
      next: 'It is kept and no part of it applies. Have the program updated; see the Rule packs page.',
    },
    'pack-approval': {
      title: (titles) => `A rule pack waits for administrators: ${titles}`,
      next: 'Without the city’s signature two different administrators must agree. Read it and agree on the Rule packs page.',
    },
    'pin-missing': {
      title: (names: string) => `No sealing PIN yet: ${names}`,
      next: 'They set it themselves under Account (F10) after signing in.',
    },
  },
  clock: {
    title: (clock) => `This PC says it is ${clock}. Is that right?`,
    next: (expected, isByCity) =>
      isByCity
        ? `The city server says ${expected}. Set the clock of this PC; what follows from the date waits until they agree.`
        : `Counted on from when the time was last sure, it is ${expected}. If the clock is wrong, set it; if it is right, confirm it, and what follows from the date goes on.`,
    confirm: 'Date and time are right',
    confirmed: 'The date and time of this PC are confirmed',
  },
  people: 'People',
  nobody: 'nobody yet',
  roles: {
    clerk: 'Registers, hands over',
    'area-police': 'Verifies',
    'ward-official': 'Approves',
    'ward-police': 'Seals',
    'health-station': 'Confirms (health)',
    administrator: 'Administers',
  },
  toStaff: 'Staff page',
  toSync: 'Sync page',
} satisfies typeof source
