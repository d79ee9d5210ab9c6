import type { Command, Sentence } from './command.ts'

/** A command by its name; loaded when it is called, for each stands on other parts of the office. */
export type NamedCommand = {
  /** The words that call it, e.g. `journal verify`. */
  readonly name: string
  readonly summary: Sentence
  readonly load: () => Promise<Command>
}

/** Every command, in the order of the overview. */
export const commands: readonly NamedCommand[] = [
  {
    name: 'verify',
    summary: {
      vi: 'Mã trên giấy là gì (chữ, ảnh, PDF)',
      en: 'What the code on a paper is (text, picture, PDF)',
    },
    load: async () => (await import('./verify/command.ts')).verify,
  },
  {
    name: 'journal verify',
    summary: { vi: 'Nhật ký của quầy có nguyên vẹn không', en: "Whether an office's journal is whole" },
    load: async () => (await import('./journal/command.ts')).journalVerify,
  },
  {
    name: 'backup',
    summary: { vi: 'Sao lưu quầy vào một thư mục', en: 'Back an office up into a folder' },
    load: async () => (await import('./backup/back-up.ts')).backUp,
  },
  {
    name: 'restore',
    summary: { vi: 'Dựng lại quầy từ bản sao lưu', en: 'Make an office anew from its backup' },
    load: async () => (await import('./backup/restore.ts')).restore,
  },
  {
    name: 'bundle export',
    summary: { vi: 'Ghi dữ liệu chưa gửi lên USB', en: 'Write what waits for the city onto a USB stick' },
    load: async () => (await import('./bundle/export.ts')).bundleExport,
  },
  {
    name: 'bundle import',
    summary: { vi: 'Nạp gói trả lời của thành phố từ USB', en: "Import the city's answer from a USB stick" },
    load: async () => (await import('./bundle/import.ts')).bundleImport,
  },
  {
    name: 'psp verify',
    summary: {
      vi: 'Máy này và thành phố có khớp nhau từng dòng không',
      en: 'Whether this PC and its city hold the same lines',
    },
    load: async () => (await import('./psp/command.ts')).pspVerify,
  },
  {
    name: 'self-test',
    summary: { vi: 'Máy này có chạy được quầy không', en: 'Whether this computer can run the counter' },
    load: async () => (await import('./self-test/command.ts')).selfTest,
  },
  {
    name: 'scan',
    summary: {
      vi: 'Đọc hiểu lần quét; xem dữ liệu thô của máy quét',
      en: 'Understand scans; watch raw reader data',
    },
    load: async () => (await import('./scan/command.ts')).scan,
  },
  {
    name: 'policy lint',
    summary: { vi: 'Kiểm bộ quy tắc trước khi ban hành', en: 'Judge a rule pack before it is published' },
    load: async () => (await import('./policy/command.ts')).policyLint,
  },
  {
    name: 'import',
    summary: {
      vi: 'Xét danh sách của đơn vị hoặc hộ dân',
      en: 'Judge the list of an organisation or of households',
    },
    load: async () => (await import('./import/command.ts')).importList,
  },
  {
    name: 'print',
    summary: { vi: 'In giấy mẫu của văn phòng tập huấn', en: 'Print sample papers of the training office' },
    load: async () => (await import('./print/command.ts')).printSamples,
  },
]
