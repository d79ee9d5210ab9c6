import type { queue as source } from './queue.vi.ts'

/** The work queue in English. */
export const queue = {
  titles: { mine: 'My work', open: 'Open cases', closed: 'Closed cases' },
  notes: {
    mine: 'Oldest first. Enter opens a case, F8 takes the next one.',
    open: 'Every open case of the ward, oldest first.',
    closed: 'Latest closed first.',
  },
  views: 'View',
  tabs: { mine: 'My work', open: 'Open', closed: 'Closed' },
  list: 'List of cases',
  columns: {
    number: 'Case number',
    name: 'Full name',
    category: 'Category',
    purpose: 'Purpose',
    received: 'Received',
    deadline: 'Deadline',
    state: 'State',
    next: 'Next act',
  },
  nothingNext: '—',
  blocked: 'For a colleague: you did an earlier step',
  byColleague: 'For a colleague',
  take: 'Take the next one',
  register: 'Register a new case',
  noneToTake: 'No case is waiting for you',
  onlyBlocked: (count: string) => `${count} cases on the list have to be done by a colleague.`,
  cut: (shown: string, total: string) =>
    `Showing ${shown} of ${total} cases. Use Search (F3) to open another one.`,
  empty: {
    clerk: 'No case is waiting at the counter',
    clerkText: 'Scan an ID card or press F2 to register a case.',
    'area-police': 'No case is waiting to be verified',
    'ward-official': 'No case is waiting for a decision',
    'ward-police': 'No case is waiting for the seal',
    waitText: 'New cases appear here by themselves. Other cases are under Open.',
    open: 'No case is open',
    openText: 'Everything received has been finished.',
    closed: 'No case has been closed yet',
    closedText: 'Cases handed over, and refusals the applicant has been told of, will be here.',
    register: 'Register a new case',
    toOpen: 'See the open cases',
  },
} satisfies typeof source
