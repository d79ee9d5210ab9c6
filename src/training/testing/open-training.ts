import { testPorts } from '../../office/testing/ports.ts'
import { openTrainingOffice } from '../training.ts'

// Opens the training office in the folder named, says so and stays open: a program of its own, so that it can be killed.
const [dataDir = ''] = process.argv.slice(2)
await openTrainingOffice(testPorts({ dataDir, training: true }))
process.stdout.write('open\n')
