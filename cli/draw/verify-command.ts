import { isAnnounced } from '../../domain/bundle/evidence.ts';
import { verdictOf } from '../../domain/bundle/verdict.ts';
import { type Catalogue, type Verification, verifyBundle } from '../../domain/bundle/verify-bundle.ts';
import { sayRemark, sayWrong, type Words } from '../../domain/bundle/words.ts';
import { cycleNameOfId } from '../../domain/cycle/cycle-name.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { readCatalogue } from './catalogue.ts';
import { readDirectory } from './read-directory.ts';

const KEY_ID = /^[0-9a-f]{32}$/;

/** The result as every verifier gives it: `data/draw/README.md`. */
export const resultOf = ({ checks }: Catalogue, { ok, firstWrong, checked, remarks }: Verification) => {
  const words = firstWrong === null ? null : sayWrong(checks, firstWrong);
  return {
    ok,
    first_wrong:
      firstWrong === null || words === null
        ? null
        : {
            code: firstWrong.code,
            case: firstWrong.case,
            message: words.zh,
            message_en: words.en,
            values: firstWrong.values,
          },
    checked,
    remarks: remarks.map(({ code }) => code),
  };
};

const both = (mark: string, { zh, en }: Words): string[] => [`  ${mark} ${zh}`, `    ${en}`];

const nameLines = ({ evidence }: Verification): string[] =>
  evidence === null
    ? []
    : [`${evidence.draw.bureau}　抽取 ${evidence.draw.draw_no}（${cycleNameOfId(evidence.draw.cycle)}）`];

const aboutLines = ({ evidence }: Verification): string[] => {
  if (evidence === null) return [];
  const record = evidence.documents['record.json'];
  return [
    ...(isAnnounced(evidence) ? [`  公告摘要 announcement hash  ${evidence.announcementHash}`] : []),
    ...(record === undefined ? [] : [`  记录摘要 record hash        ${record.record_hash}`]),
    ...(isAnnounced(evidence)
      ? [`  公告时间 announced at       ${evidence.announcement.announced_at}`]
      : ['  没有公告 never announced']),
    '',
  ];
};

/** Remarks with which a result that recomputes is no proof of fairness. */
const LIMITS: ReadonlySet<string> = new Set(['rehearsal', 'time-proof']);

const conclusion = ({ ok, firstWrong, remarks }: Verification): Words => {
  if (ok && remarks.some(({ code }) => code === 'outcome'))
    return {
      zh: '结论：证据完整；本编号没有抽取结果，原因见上，编号永久保留。',
      en: 'Result: the evidence is whole; this number has no result, for the reason above, and stays used for ever.',
    };
  if (ok && remarks.some(({ code }) => LIMITS.has(code))) {
    const { zh, en } = verdictOf({ ok, remarks });
    return { zh: `结论：${zh}。`, en: `Result: ${en}.` };
  }
  return ok
    ? {
        zh: '结论：证据完整，重算结果与公布的一致。',
        en: 'Result: the evidence is whole and everything recomputes.',
      }
    : {
        zh: `结论：核验不通过（${firstWrong?.code}）。以上是第一处不符，其后的项目没有核验。`,
        en: `Result: NOT verified (${firstWrong?.code}). This is the first thing that is wrong; nothing after it was checked.`,
      };
};

/** The result in plain Chinese and English. */
export const verificationLines = ({ checks }: Catalogue, verification: Verification): string[] => {
  const { checked, firstWrong, remarks } = verification;
  const remarked = new Set(remarks.map(({ code }) => code));
  const held = checks.filter(
    ({ code, remark_instead }) => checked.includes(code) && !(remark_instead === true && remarked.has(code)),
  );
  const verdict = verdictOf(verification);
  const { zh, en } = conclusion(verification);
  return [
    ...nameLines(verification),
    `${verdict.zh}  ${verdict.en}`,
    ...aboutLines(verification),
    ...held.flatMap((words) => both('✓', words)),
    ...(firstWrong === null ? [] : both('✗', sayWrong(checks, firstWrong))),
    ...(remarks.length === 0 ? [] : ['', '说明 Remarks']),
    ...remarks.flatMap((remark) => both('·', sayRemark(checks, remark))),
    '',
    zh,
    en,
  ];
};

/** `draw verify`: 0 where everything holds, 1 where something is wrong. Reads nothing but the directory. */
export const verifyDirectory = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, {
    json: { type: 'boolean', default: false },
    trust: { type: 'string', multiple: true, default: [] },
  });
  const [directory, ...more] = positionals;
  if (directory === undefined || more.length > 0) throw new UsageError('请指定一个证据目录。');
  const stranger = values.trust.find((id) => !KEY_ID.test(id));
  if (stranger !== undefined)
    throw new UsageError(`--trust 应为 32 位小写十六进制的密钥编号，现为“${stranger}”。`);
  const catalogue = await readCatalogue();
  const verification = await verifyBundle(await readDirectory(directory), catalogue, {
    trusted: values.trust,
  });
  io.stdout.write(
    values.json
      ? `${JSON.stringify(resultOf(catalogue, verification), null, 2)}\n`
      : `${verificationLines(catalogue, verification).join('\n')}\n`,
  );
  return verification.ok ? EXIT.ok : EXIT.failed;
};
