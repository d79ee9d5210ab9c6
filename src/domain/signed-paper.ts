/** What a paper of the city is: travel permit (*giấy đi đường*), market card (*thẻ đi chợ*), organisation QR. */
export type PaperKind = 'permit' | 'market-card' | 'organisation'

/**
 * The signed words of a paper (qr-token.md section 4). Days count from 1970-01-01; `weekdays` is a mask
 * with bit 0 = Monday; `windows` are flat pairs of minutes (from, to); a number in `places` is a ward code,
 * a text a zone or market code of the rule pack; `parity` 1 = odd, 2 = even calendar dates; `visits` is
 * n visits in m days; `days` the only days, as `market/signed-days.ts` spells them; `last4` the last four characters of the holder's ID document number.
 */
export type PaperContent = {
  readonly kind: PaperKind
  readonly number: string
  readonly pack: string
  readonly packVersion: number
  readonly series: number
  readonly index: number
  readonly firstDay: number
  readonly lastDay: number
  readonly weekdays?: number
  readonly windows?: readonly number[]
  readonly places?: readonly (number | string)[]
  readonly text?: string
  readonly name: string
  readonly last4?: string
  readonly category?: number
  readonly plate?: string
  readonly organisation?: string
  readonly training?: true
  readonly household?: string
  readonly parity?: 1 | 2
  readonly visits?: readonly [number, number]
  readonly days?: string
  readonly taxCode?: string
  readonly headcount?: number
}

/** Who signed a verified paper, as the trust list names the key. */
export type PaperIssuer = { readonly kid: string; readonly ward: number; readonly name: string }

/** A paper whose signature held: its words, its issuer and when it was signed (seconds since 1970, UTC). */
export type VerifiedPaper = {
  readonly content: PaperContent
  readonly issuer: PaperIssuer
  readonly issuedAt: number
}
