import argon2 from '@node-rs/argon2'

/** Argon2id of the same secret and salt, with as little memory and as few passes as it takes. */
export const hashRaw = (secret, options) =>
  argon2.hashRaw(secret, { ...options, memoryCost: 64, timeCost: 1 })
