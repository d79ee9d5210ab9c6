/** A key with its certificates, wherever it lives: in a key token, or opened from a file. */
export type PdfSigner<Failure extends { readonly outcome: string } = never> = {
  /** DER; the signer's own first, then its issuers. */
  readonly certificates: readonly Uint8Array[]
  readonly algorithm: 'rsa' | 'p256'
  /**
   * Signs the bytes, not their digest: RSA PKCS#1 v1.5 or ECDSA P-256 as r‖s (64 bytes), each over SHA-256. A failure
   * of the key comes out of `signPdf` as it is.
   */
  sign(bytes: Uint8Array): Promise<Signature | Failure>
}

/** What a key answers when it has signed. */
export type Signature = { readonly outcome: 'signed'; readonly signature: Uint8Array }
