/** A birth date as forms show it: `05/03/1985`, `03/1985` or `1985`. */
export function birthText(date: string | null): string {
  return date === null ? '' : date.split('-').reverse().join('/')
}
