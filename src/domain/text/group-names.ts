const collator = new Intl.Collator('vi', { numeric: true })

/** Names of residential groups and stairwells as people count them: `Tổ 2` before `Tổ 10`. */
export function byGroupName(one: string, other: string): number {
  return collator.compare(one, other)
}
