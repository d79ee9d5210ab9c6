import * as contract from '../../../contract/desk/seal-settings.ts'
import { actorOf } from '../../desk.ts'
import type { Mount } from '../../http.ts'
import { vietnamTime } from '../../journal/time.ts'
import { sealedInSession } from '../issuing/quota.ts'
import { daysWithoutNext } from '../keys/issuing-key.ts'
import { changeSeal, sealSettings, takeKeyFile, takePicture } from './change.ts'
import { openCertificate, unlockCertificate } from './open-certificate.ts'
import { sealSetting } from './setting.ts'
import { sealSheetPdf } from './test-sheet.ts'
import { countTriesAnew, pinModule, seenTokens, takeToken } from './tokens.ts'

/** How the office seals: set by its administrator, opened by whoever seals. */
export function mountSealSettings(mount: Mount): void {
  mount.staff(contract.readSealSettings, ({ desk }) => sealSettings(desk))
  mount.staff(contract.setSeal, ({ desk, session, role, body }) =>
    changeSeal(desk, actorOf(session, role), body),
  )
  mount.staff(contract.chooseKeyFile, ({ desk, session, role, body }) => {
    const file = Uint8Array.from(Buffer.from(body.file, 'base64'))
    return takeKeyFile(desk, actorOf(session, role), file, body.password)
  })
  mount.staff(contract.pinModule, ({ desk, session, role, body }) =>
    pinModule(desk, actorOf(session, role), body),
  )
  mount.staff(contract.countTriesAnew, async ({ desk, session, role, body }) => {
    await countTriesAnew(desk, actorOf(session, role), body)
    return {}
  })
  mount.staff(contract.findTokens, async ({ desk }) => {
    const seen = await seenTokens(desk)
    return {
      tokens: seen.map(({ facts, ...token }) => ({
        ...token,
        certificates: facts.map(
          ({ name, subject, issuer, serialNumber, notBefore, notAfter, fingerprint }) => ({
            name,
            subject,
            issuer,
            serialNumber,
            fingerprint,
            notBefore: vietnamTime(notBefore),
            notAfter: vietnamTime(notAfter),
          }),
        ),
      })),
    }
  })
  mount.staff(contract.chooseToken, ({ desk, session, role, body }) =>
    takeToken(desk, actorOf(session, role), body),
  )
  mount.staff(contract.putSealPicture, ({ desk, session, role, body }) =>
    takePicture(desk, actorOf(session, role), body, null),
  )
  mount.staff(contract.putHandPicture, ({ desk, session, role, params, body }) =>
    takePicture(desk, actorOf(session, role), body, params.user),
  )
  mount.staff(contract.readSealSheet, ({ desk }) => sealSheetPdf(desk))
  mount.staff(contract.readSealingSession, async ({ desk, session }) => {
    const { mode, quota, certificate } = sealSetting(desk.store)
    const open = mode === 'wet' || (await openCertificate(desk, session)) !== null
    const keyEndsIn = daysWithoutNext(desk, session.user)
    return { mode, quota, certificate, open, keyEndsIn, sealed: sealedInSession(desk.store, session.id) }
  })
  mount.staff(contract.unlockSeal, async ({ desk, session, body }) => {
    await unlockCertificate(desk, session, body.secret)
    return {}
  })
}
