/**
 * When this version was made, milliseconds since 1970: no clock can be earlier, so a permit is not judged by a PC
 * that believes it is. Set with each release.
 */
export const builtAt = Date.parse('2026-11-21T00:00:00+07:00')
