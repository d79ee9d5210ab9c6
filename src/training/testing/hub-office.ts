import { openOffice } from '../../office/office.ts'
import { signedIn } from '../../office/testing/person.ts'
import { testPorts } from '../../office/testing/ports.ts'
import { colleagues } from '../../office/testing/staffed-office.ts'

// Opens the office in the folder named, says so and stays open: a program of its own, so that a hub can be killed.
const [dataDir = ''] = process.argv.slice(2)
const office = await openOffice(testPorts({ dataDir }))
const { user, password } = colleagues.administrator
await signedIn(office, user, password)
process.stdout.write('open\n')
