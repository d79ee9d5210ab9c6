export type Count = { passed: number; failed: number; skipped: number; note: string }
export function countGate(code: number): Count
export function countUnit(report: object | null, code: number): Count
export function countEndToEnd(report: object | null, code: number): Count
export function summary(steps: readonly { name: string; seconds: number; count: Count }[]): string
