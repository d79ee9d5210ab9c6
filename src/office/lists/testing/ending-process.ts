// A list process that ends at its first question, as one does whose program is not whole.
process.on('message', () => process.exit(1))
