/**
 * The stand-in for one of Electron's objects: only what it was given exists. Asking for anything else throws, so that
 * main cannot begin to use a part of Electron that nobody pretends.
 */
export function strict<Real extends object>(
  name: string,
  parts: { readonly [Key in keyof Real]?: unknown },
): Real {
  const guarded = new Proxy(parts, {
    get(target, key) {
      if (Reflect.has(target, key)) {
        const part: unknown = Reflect.get(target, key, target)
        return typeof part === 'function' ? part.bind(target) : part
      }
      // Promises and inspection look for names of their own.
      if (typeof key === 'symbol' || key === 'then' || key === 'toJSON') return undefined
      throw new Error(`The stand-in for Electron has no ${name}.${key}`)
    },
  })
  // A part stands for the whole; using the rest throws.
  return guarded as unknown as Real
}
