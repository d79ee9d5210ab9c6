/**
 * Who may import whom. A path names a folder of `src` (or a file in one), a bare name a package.
 * The README of each folder repeats its line; `borders.test.ts` holds code and READMEs to this table.
 */
const borders: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  contract: ['domain', 'zod'],
  office: [
    'domain',
    'contract',
    'node:*',
    '@hono/zod-openapi',
    '@hpke/core',
    '@hyzyla/pdfium',
    '@node-rs/argon2',
    '@pdf-lib/fontkit',
    '@signpdf/placeholder-pdf-lib',
    '@signpdf/signpdf',
    '@signpdf/utils',
    'asn1js',
    'better-sqlite3',
    'cbor2',
    'hono',
    'kysely',
    'node-hid',
    'nodemailer',
    'papaparse',
    'pdf-lib',
    'pkcs11js',
    'pkijs',
    'postal-mime',
    'qr',
    'qrcode',
    'saxes',
    'serialport',
    'write-excel-file',
    'yauzl',
    'zod',
    'zxing-wasm',
  ],
  city: [
    'domain',
    'contract',
    'office/token',
    // A server that closes at once is closed the same way everywhere.
    'office/aead.ts',
    'office/closing.ts',
    'office/journal/line.ts',
    'office/sync/bundle/seal.ts',
    'office/sync/ed25519.ts',
    'office/sync/members.ts',
    'office/sync/receipt.ts',
    'office/sync/signature.ts',
    'office/sync/subject-key.ts',
    'node:*',
    '@hono/node-server',
    '@hono/zod-openapi',
    'better-sqlite3',
    'hono',
    'pg',
    'prom-client',
    'zod',
  ],
  // A page of its own, served by the city: judges as the desk does, runs in any browser.
  checkpoint: [
    'domain',
    'contract',
    'office/token',
    'office/built-at.ts',
    '@noble/curves',
    'qr',
    'zxing-wasm',
  ],
  training: ['domain', 'contract', 'office', 'city', 'node:*'],
  web: ['domain', 'contract', 'office', 'training', 'node:*'],
  cli: ['domain', 'contract', 'office', 'city', 'training', 'node:*', 'zod'],
  // `office/host.ts` is what every shell takes from the PC (folder, clock, printing to a folder, pages); it knows
  // nothing of the office itself, which stays in its own process.
  main: ['contract', 'office/ports.ts', 'office/host.ts', 'electron', 'node:*'],
  // The one file of the Electron shell that holds the office; it imports no electron.
  'main/office-process.ts': ['contract', 'office', 'training', 'node:*'],
  preload: ['electron'],
  renderer: [
    'domain',
    'contract',
    '@base-ui/react',
    '@fontsource/be-vietnam-pro',
    '@tanstack/react-query',
    '@tanstack/react-router',
    '@tanstack/react-table',
    '@tanstack/react-virtual',
    'lucide-react',
    'react',
    'react-dom',
    'react-hook-form',
    'zod',
  ],
}

/** The folders that are one room each. */
export const rooms = Object.keys(borders).filter((name) => !name.includes('/'))

/** The line a README must carry, e.g. `May import: domain, contract, zod.` */
export function borderLine(room: string): string {
  const allowed = borders[room] ?? []
  return `May import: ${allowed.length === 0 ? 'nothing' : allowed.join(', ')}.`
}

/** Whether a file of `src` (posix path below `src`) may import a target: a path below `src`, or a package. */
export function mayImport(file: string, target: string): boolean {
  const room = file.split('/')[0] ?? ''
  if (target === room || target.startsWith(`${room}/`)) return true
  const allowed = borders[file] ?? borders[room] ?? []
  return allowed.some(
    (one) =>
      target === one || target.startsWith(`${one}/`) || (one === 'node:*' && target.startsWith('node:')),
  )
}
