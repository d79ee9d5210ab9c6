import { bytesOfHex } from './hex.ts'
import { kidOf } from './signature.ts'
import { type IssuerEntry, keyKinds } from './types.ts'

/** Public half of the training key, whose private half `training-issuer.ts` publishes. */
const publicKey = bytesOfHex('2747aab646177d83d6a18d68c238f846b74ffb5e60690a33097edb8bf285aa65')

/** How the training key counts as an entry of every trust list (section 6). */
export const trainingEntry: IssuerEntry = {
  kid: kidOf(publicKey),
  publicKey,
  ward: 0,
  name: 'Phòng tập huấn',
  firstDay: 18_262,
  lastDay: 65_535,
  kinds: keyKinds.permit | keyKinds.marketCard | keyKinds.organisation | keyKinds.training,
  categories: 0,
}
