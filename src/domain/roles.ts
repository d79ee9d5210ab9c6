/**
 * Who may act at a ward office.
 *
 * - `clerk`: receives people at the counter, registers, prints, hands over (*công chức một cửa*).
 * - `area-police`: the policeman of the beat, verifies residence and need (*cảnh sát khu vực*).
 * - `ward-official`: approves or refuses for the People's Committee (*lãnh đạo UBND phường*).
 * - `ward-police`: seals what was approved (*công an phường*).
 * - `health-station`: confirms epidemic plans and health grounds (*trạm y tế phường*).
 * - `administrator`: staff, enrolment, restore; never decides a case.
 */
export const roles = [
  'clerk',
  'area-police',
  'ward-official',
  'ward-police',
  'health-station',
  'administrator',
] as const
export type Role = (typeof roles)[number]
