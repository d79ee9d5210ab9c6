export { personAt, signedIn } from '../../office/testing/person.ts'
