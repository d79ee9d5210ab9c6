import type { Command, ExitCode } from '../command.ts'
import { credentialHelp } from '../folder/open-folder.ts'
import { print, printJson, tell } from '../say.ts'
import { answerOf, exitCodeOf, linesOf, nothingRead, type VerifyAnswer } from './answer.ts'
import { type Checkpoint, checkpointOf } from './checkpoint.ts'
import { codesOf } from './codes.ts'
import { readVerifyOptions, type VerifyOptions } from './options.ts'
import { verifyVectors } from './vectors.ts'

const help = `npx quay verify [--json] [--at ISO] [--place CODE]… [--trust FILE] [--revocations FILE]
                [--roots HEX]… [--data DIR] <mã · text | ảnh · png, jpg | pdf | txt | ->…
npx quay verify --vectors FILE [--json]

Mã trên giấy là gì, không cần mạng. Dấu - đọc mỗi dòng một mã từ đầu vào chuẩn.
What the code on a paper is, without a network. A - reads one code a line from standard input.

  --json               một đối tượng JSON cho mỗi mã · one JSON object for each code
  --person             in cả lời về người trên giấy · print what the paper says of its holder, too
  --at ISO             xem như đang là lúc này, ví dụ 2026-11-21T08:00+07:00 · judge as of this moment
  --place CODE         phường (5 số), vùng hoặc chợ của chốt; lặp lại được · ward (5 digits), zones, markets
  --trust FILE         danh sách nơi cấp · the list of issuers (bytes or hex)
  --revocations FILE   danh sách thu hồi · the revocation list
  --roots HEX          khóa gốc của thành phố; lặp lại được · the city's root keys, which the list must be signed by
                       (không nói: khóa gốc mà quầy trên máy này đã ghim · left out: those this computer's office has pinned)
  --data DIR           lấy khóa gốc, danh sách và sổ của quầy · roots, lists and books out of an office's data
${credentialHelp}
  --vectors FILE       chạy tệp mẫu qua chính phần mềm này · run a vector file through this program

Kết thúc · exit: 0 mọi giấy hợp lệ · every paper is valid; 1 không · no; 2 dùng sai · used wrongly;
3 giấy tập huấn · a training paper`

/** `quay verify`: what a permit QR is. */
export const verify: Command = {
  help,
  async run(args) {
    const options = readVerifyOptions(args)
    if (options.vectors !== null) return verifyVectors(options.vectors, options.json)
    const checkpoint = await checkpointOf(options)
    try {
      return concluded(await verifyAll(options, checkpoint))
    } finally {
      checkpoint.close()
    }
  },
}

async function verifyAll(options: VerifyOptions, checkpoint: Checkpoint): Promise<VerifyAnswer[]> {
  const answers: VerifyAnswer[] = []
  for (const argument of options.codes) {
    for (const found of await codesOf(argument)) {
      const judgement = found.text === null ? null : checkpoint.judge(found.text)
      const answer = judgement
        ? answerOf(found.from, judgement, options.person)
        : nothingRead(found.from, found.why)
      if (options.json) printJson(answer)
      else for (const line of linesOf(answer, judgement)) print(line)
      answers.push(answer)
    }
  }
  return answers
}

/** The exit code, and for a no the sentence that goes with it. */
function concluded(answers: readonly VerifyAnswer[]): ExitCode {
  const code = exitCodeOf(answers)
  if (answers.length === 0) {
    tell({ vi: 'Không có mã nào để kiểm.', en: 'There was no code to judge.' })
    return 1
  }
  if (code === 3)
    tell({
      vi: 'Giấy in để tập huấn, không có giá trị đi lại.',
      en: 'Printed for training; it has no value for travel.',
    })
  if (code === 1) {
    const bad = answers.filter((answer) => exitCodeOf([answer]) !== 0).length
    tell({
      vi: `${bad} trong ${answers.length} mã không được nhận.`,
      en: `${bad} of ${answers.length} codes are not good.`,
    })
  }
  return code
}
