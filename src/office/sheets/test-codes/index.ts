import type { Sheet } from '../sheet.ts'
import { testCodesSheet } from './data.ts'
import { layoutTestCodes } from './layout.ts'

/** Sheet of test codes (*tờ mã thử máy quét*), two pages A4. */
export const testCodes: Sheet<typeof testCodesSheet> = {
  id: 'test-codes',
  title: 'Tờ mã thử máy quét',
  schema: testCodesSheet,
  layout: layoutTestCodes,
}
