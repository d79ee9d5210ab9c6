/** The text of a field in a form's data; '' when there is none. Passwords are not tidied. */
export function wordAt(data: FormData, name: string): string {
  const value = data.get(name)
  return typeof value === 'string' ? value : ''
}
