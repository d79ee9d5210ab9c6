import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Desk, expect, test } from '../../launch.ts'

/** What main wrote into the technical log. */
function logOf(desk: Desk): string {
  const folder = join(desk.dataDir, 'log')
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('')
}

test('a page cannot open windows', async ({ commonDesk: desk }) => {
  const opened = await desk.page.evaluate(() => window.open('https://example.org/') !== null)
  expect(opened).toBe(false)
  await expect.poll(() => logOf(desk)).toContain('"refused":"window-open"')
  expect(desk.page.context().pages()).toHaveLength(1)
})

test('a page cannot leave the application, by script or by link', async ({ commonDesk: desk }) => {
  const before = desk.page.url()
  const refusals = () => logOf(desk).split('"refused":"navigation"').length - 1
  const earlier = refusals()
  await desk.page.evaluate(() => {
    window.location.href = 'https://example.org/'
  })
  await expect.poll(refusals).toBe(earlier + 1)
  await desk.page.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'https://example.org/'
    document.body.append(link)
    link.click()
  })
  await expect.poll(refusals).toBe(earlier + 2)
  expect(desk.page.url()).toBe(before)
})

test('a page is granted nothing: no location, camera, microphone or clipboard', async ({
  commonDesk: desk,
}) => {
  const states = await desk.page.evaluate(async () => {
    const names: PermissionName[] = ['geolocation', 'notifications', 'camera', 'microphone']
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state))
  })
  expect(states).not.toContain('granted')
})
