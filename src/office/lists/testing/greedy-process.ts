// A list process whose file grows without end.
process.on('message', () => {
  const rows: string[][] = []
  for (;;) rows.push(Array.from({ length: 1000 }, (_, i) => `${rows.length}-${i}`))
})
