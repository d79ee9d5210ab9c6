import { expect, test } from 'vitest'
import { temporaryFolder, testPorts } from '../office/testing/ports.ts'
import { openTrainingOffice } from './training.ts'

test('a newcomer can play the city: the training office says where it is and with which secret', async () => {
  const { office, city } = await openTrainingOffice(testPorts({ dataDir: temporaryFolder(), training: true }))
  try {
    const state = await office.fetch(new Request('http://office/api/office'))
    expect(await state.json()).toMatchObject({ trainingCity: city })
    const page = await (await fetch(city.console)).text()
    expect(page).toContain('TẬP HUẤN')
    const signedIn = await fetch(`${city.console}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ secret: city.secret }),
    })
    expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, '/console'])
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const list = await (await fetch(city.console, { headers: { cookie } })).text()
    expect(list).toContain('Không có hồ sơ nào chờ thành phố quyết định.')
  } finally {
    await office.close()
  }
})
