// A list process that hangs in the file it is given.
process.on('message', () => {
  for (;;) Math.random()
})
