import type { ChecklistLine, Common, Draft, StoredFile, Visit } from '../store/types.ts';
import { lineKey, linesOf, signaturesHold } from './signed.ts';

export const STEPS = [
  { id: 'entry', title: '到场与亮证' },
  { id: 'checklist', title: '检查表' },
  { id: 'findings', title: '问题与处置' },
  { id: 'photos', title: '现场照片' },
  { id: 'result', title: '检查结果' },
  { id: 'sign', title: '双方签名' },
] as const;

export type StepId = (typeof STEPS)[number]['id'];

export interface StepState {
  /** Short, for the list of steps: 已填 3/5. */
  readonly said: string;
  /** What is still missing; empty: nothing. */
  readonly missing: readonly string[];
  /** Nothing was recorded, which is neither right nor wrong: it is not shown as done. */
  readonly empty?: boolean;
}

export interface Whole {
  readonly visit: Visit;
  readonly draft: Draft;
  readonly common: Common;
  readonly files: readonly StoredFile[];
}

/** Visits that met nobody or nothing to inspect: only then may lines stay unchecked without a reason. */
const NOTHING_INSPECTED: ReadonlySet<string> = new Set(['unreachable', 'no-activity', 'refused']);

export const meaningsOf = (draft: Draft, { resultCodes }: Pick<Common, 'resultCodes'>): string[] =>
  resultCodes.filter(({ code }) => draft.codes.includes(code)).map(({ meaning }) => meaning);

export const metNobody = (whole: Pick<Whole, 'draft' | 'common'>): boolean =>
  meaningsOf(whole.draft, whole.common).some((meaning) => NOTHING_INSPECTED.has(meaning));

const entryState = ({ draft, visit }: Whole): StepState => {
  const missing: string[] = [];
  if (draft.entry === null) missing.push('尚未登记扫码入企');
  else if (!draft.entry.matches && draft.entry.note.trim() === '')
    missing.push('编码不符或未核对，请写明原因');
  for (const { officerId, name } of visit.team)
    if (draft.certificates[officerId] === undefined) missing.push(`尚未登记${name}是否亮证`);
  const shown = visit.team.filter(({ officerId }) => draft.certificates[officerId] !== undefined).length;
  const entered = draft.entry === null ? '未入企登记' : '已入企登记';
  return { said: `${entered}，亮证 ${shown}/${visit.team.length}`, missing };
};

const checklistState = ({ draft, visit, common }: Whole, lines: readonly ChecklistLine[]): StepState => {
  const left = lines.filter((line) => draft.answers[lineKey(line)] === undefined);
  const excused = metNobody({ draft, common });
  const unreasoned = lines.filter((line) => {
    const given = draft.answers[lineKey(line)];
    return given?.answer === 'not-checked' && given.note.trim() === '' && !excused;
  });
  const missing = [
    ...(left.length === 0 ? [] : [`还有 ${left.length} 项没有填写（未填写不等于合格）`]),
    ...unreasoned.map(({ lineNo }) => `第 ${lineNo} 项“未检查”，请写明原因`),
  ];
  return visit.items.length > 0 && lines.length === 0
    ? { said: '本次事项没有检查表', missing: [] }
    : { said: `已填 ${lines.length - left.length}/${lines.length}`, missing };
};

const findingsState = ({ draft }: Whole): StepState => {
  const missing = draft.findings.flatMap(({ text, article, measure, dueOn }, index) => {
    const of = `第 ${index + 1} 个问题`;
    return [
      ...(text.trim() === '' ? [`${of}没有写明事实`] : []),
      ...(article.trim() === '' ? [`${of}没有选择依据条款`] : []),
      ...(measure === null ? [`${of}没有选择处置措施`] : []),
      ...(measure === 'correct-by-date' && dueOn === null ? [`${of}没有确定改正期限`] : []),
    ];
  });
  const { length } = draft.findings;
  return { said: length === 0 ? '没有记录问题' : `${length} 个问题`, missing, empty: length === 0 };
};

const resultState = (whole: Whole): StepState => {
  const { draft, common } = whole;
  const meanings = meaningsOf(draft, common);
  const found = draft.findings.length > 0;
  const missing: string[] = [];
  if (draft.codes.length === 0) missing.push('尚未选择检查结果');
  if (meanings.includes('clean') && found) missing.push('已记录问题，检查结果不能为“未发现问题”');
  if (meanings.includes('clean') && meanings.length > 1) missing.push('“未发现问题”不能与其他结果同选');
  const ordered = meanings.some((meaning) => meaning.startsWith('findings-'));
  if (found && !ordered && draft.codes.length > 0) missing.push('已记录问题，请选择“发现问题”一类的结果');
  if (!found && ordered) missing.push('检查结果为发现问题，请记录问题');
  if (draft.place.trim() === '') missing.push('请填写检查地点');
  if (draft.startedAt === null) missing.push('请填写检查开始时间');
  if (draft.endedAt === null) missing.push('请填写检查结束时间');
  else if (draft.startedAt !== null && draft.endedAt < draft.startedAt)
    missing.push('检查结束时间早于开始时间');
  const names = common.resultCodes.filter(({ code }) => draft.codes.includes(code)).map(({ name }) => name);
  return { said: names.length === 0 ? '未选择' : names.join('、'), missing };
};

const signState = (whole: Whole, lines: readonly ChecklistLine[]): StepState => {
  const { draft, visit } = whole;
  const signed = visit.team.filter(({ officerId }) => draft.inspectorSignatures[officerId] !== undefined);
  const unit = draft.unitSignature !== null || draft.refusal !== null;
  const said = `检查人员 ${signed.length}/${visit.team.length}，检查对象${
    draft.unitSignature !== null ? '已签' : draft.refusal !== null ? '拒签' : '未签'
  }`;
  const any = signed.length > 0 || unit;
  const missing: string[] = [];
  if (any && !signaturesHold(draft, lines)) missing.push('签名后内容有改动，请重新签名');
  for (const { officerId, name } of visit.team)
    if (draft.inspectorSignatures[officerId] === undefined) missing.push(`${name}尚未签名`);
  if (!unit) missing.push('检查对象尚未签名，也未登记拒绝签字');
  return { said, missing };
};

/** Where each step stands, and what it lacks before the visit can be handed in; the server checks all of it again. */
export const stepStates = (whole: Whole): Readonly<Record<StepId, StepState>> => {
  const lines = linesOf(whole.visit, whole.common.checklist);
  const photos = whole.files.filter(({ purpose }) => purpose === 'photo').length;
  return {
    entry: entryState(whole),
    checklist: checklistState(whole, lines),
    findings: findingsState(whole),
    photos: { said: photos === 0 ? '没有照片' : `${photos} 张`, missing: [], empty: photos === 0 },
    result: resultState(whole),
    sign: signState(whole, lines),
  };
};
