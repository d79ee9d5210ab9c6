/**
 * What a step found: tests by outcome, and a remark for the table.
 * @typedef {{ passed: number, failed: number, skipped: number, note: string }} Count
 */

/** A gate is one test: it passes when its program ends well. @returns {Count} */
export function countGate(code) {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, note: '' }
}

/** Reads vitest's JSON report; a file that could not even be loaded is a failure of its own. @returns {Count} */
export function countUnit(report, code) {
  const passed = report?.numPassedTests ?? 0
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
  const broken = (report?.testResults ?? []).filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  const found = (report?.numFailedTests ?? 0) + broken.length
  const files = report?.testResults?.length ?? 0
  return { passed, failed: atLeastOne(found, code), skipped, note: `${files} files` }
}

/** Reads Playwright's JSON report and tells which shells ran. @returns {Count} */
export function countEndToEnd(report, code) {
  const shells = new Map()
  const count = { passed: 0, failed: 0, skipped: 0 }
  for (const test of testsOf(report?.suites ?? [])) {
    shells.set(test.projectName, (shells.get(test.projectName) ?? 0) + 1)
    if (test.status === 'expected' || test.status === 'flaky') count.passed += 1
    else if (test.status === 'skipped') count.skipped += 1
    else count.failed += 1
  }
  const failed = atLeastOne(count.failed, code)
  const ran = [...shells].map(([shell, tests]) => `${shell} ${tests}`)
  const note =
    ran.length === 0
      ? 'no shell ran'
      : `shells: ${ran.join(', ')}${shells.has('electron') ? '' : '; not run: electron'}`
  return { ...count, failed, note }
}

function testsOf(suites) {
  return suites.flatMap((suite) => [
    ...(suite.specs ?? []).flatMap((spec) => spec.tests),
    ...testsOf(suite.suites ?? []),
  ])
}

/** A step that ended badly without naming a failed test has failed all the same. */
function atLeastOne(failed, code) {
  return failed === 0 && code !== 0 ? 1 : failed
}

/** The table and, last, the one line that counts. @param {{ name: string, seconds: number, count: Count }[]} steps */
export function summary(steps) {
  const sum = (key) => steps.reduce((total, { count }) => total + count[key], 0)
  const rows = steps.map(({ name, seconds, count }) => {
    const verdict = count.failed > 0 ? 'FAILED' : 'ok'
    const numbers = `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`
    return `${name.padEnd(14)} ${verdict.padEnd(7)} ${`${seconds.toFixed(1)} s`.padStart(8)}   ${numbers}${count.note ? `   (${count.note})` : ''}`
  })
  return [...rows, '', `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`].join(
    '\n',
  )
}
