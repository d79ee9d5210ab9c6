/** The desk API: every operation a page, a script or the cli can ask of the office. */
export * from './office.ts'
export * from './scans.ts'
export * from './verify.ts'
export * from './people.ts'
export * from './cases.ts'
export * from './drafts.ts'
export * from './sync.ts'
export * from './shell.ts'
