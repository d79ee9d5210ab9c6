/** A part of a test message. */
export type MessagePart = {
  readonly name: string | null
  readonly type: string
  readonly bytes: Uint8Array | string
}

/** A message with attachments, as mail programs send them. */
export function message(parts: readonly MessagePart[]): Uint8Array {
  const pieces = parts.map(({ name, type, bytes }) =>
    [
      '--grenze',
      `Content-Type: ${type}${name === null ? '; charset=utf-8' : `; name*=utf-8''${encodeURIComponent(name)}`}`,
      'Content-Transfer-Encoding: base64',
      ...(name === null
        ? []
        : [`Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}`]),
      '',
      Buffer.from(bytes)
        .toString('base64')
        .replace(/(.{76})/g, '$1\r\n'),
    ].join('\r\n'),
  )
  const head = [
    'From: Cong ty Vi Du <van-thu@vi-du.example>',
    'To: phuong@vi-du.example',
    'Subject: =?utf-8?B?RGFuaCBzw6FjaA==?=',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="grenze"',
    '',
  ]
  return Buffer.from([...head, ...pieces, '--grenze--', ''].join('\r\n'))
}
