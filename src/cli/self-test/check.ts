/** What one check found: `yes`, `no`, or `noted` for something this computer lacks but can do without. */
export type Finding = { readonly result: 'yes' | 'no' | 'noted'; readonly detail: string }

export type Check = { readonly name: string; run(): Promise<Finding> | Finding }

/** A check's answer. */
export function finding(holds: boolean, detail: string): Finding {
  return { result: holds ? 'yes' : 'no', detail }
}
