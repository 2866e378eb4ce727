import type { ChecklistLine, Common, Draft, StoredFile, Visit } from '../store/types.ts';
import { certificatePart, type FindingPart, findingPart, linePart, PARTS } from './parts.ts';
import { isSigned, lineKey, linesOf, signaturesHold } from './signed.ts';
import { mismatchOf } from './unit-code.ts';

export const STEPS = [
  { id: 'entry', title: '到场与亮证' },
  { id: 'checklist', title: '检查表' },
  { id: 'findings', title: '问题与处置' },
  { id: 'photos', title: '现场照片' },
  { id: 'result', title: '检查结果' },
  { id: 'sign', title: '双方签名' },
] as const;

export type StepId = (typeof STEPS)[number]['id'];

interface Missing {
  readonly text: string;
  /** Which part of the step's page it is filled in at (parts.ts); absent: the page as a whole. */
  readonly part?: string;
}

export interface StepState {
  /** Short, for the list of steps: 已填 3/5. */
  readonly said: string;
  /** What is still missing; empty: nothing. */
  readonly missing: readonly Missing[];
  /** Nothing was recorded, which is neither right nor wrong: it is not shown as done. */
  readonly empty?: boolean;
  /** What was there stands no longer. */
  readonly isVoid?: boolean;
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
  const missing: Missing[] = [];
  const at = { part: PARTS.arrival };
  if (draft.entry === null) missing.push({ text: '尚未登记扫码入企', ...at });
  else if (!draft.entry.matches && draft.entry.note.trim() === '')
    missing.push({ text: mismatchOf(visit, draft.entry).missing, ...at });
  for (const member of visit.team)
    if (draft.certificates[member.officerId] === undefined)
      missing.push({ text: `尚未登记${member.name}是否亮证`, part: certificatePart(member) });
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
    ...left
      .slice(0, 1)
      .map((line) => ({ text: `还有 ${left.length} 项没有填写（未填写不等于合格）`, part: linePart(line) })),
    ...unreasoned.map((line) => ({
      text: `第 ${line.lineNo} 项“未检查”，请写明原因`,
      part: linePart(line),
    })),
  ];
  return visit.items.length > 0 && lines.length === 0
    ? { said: '本次事项没有检查表', missing: [] }
    : { said: `已填 ${lines.length - left.length}/${lines.length}`, missing };
};

const findingsState = ({ draft }: Whole): StepState => {
  const missing = draft.findings.flatMap((finding, index) => {
    const { text, article, measure, dueOn } = finding;
    const lacks = (part: FindingPart, what: string): Missing => ({
      text: `第 ${index + 1} 个问题没有${what}`,
      part: findingPart(finding, part),
    });
    return [
      ...(text.trim() === '' ? [lacks('text', '写明事实')] : []),
      ...(article.trim() === '' ? [lacks('article', '选择依据条款')] : []),
      ...(measure === null ? [lacks('measure', '选择处置措施')] : []),
      ...(measure === 'correct-by-date' && dueOn === null ? [lacks('term', '确定改正期限')] : []),
    ];
  });
  const { length } = draft.findings;
  return { said: length === 0 ? '没有记录问题' : `${length} 个问题`, missing, empty: length === 0 };
};

const resultState = (whole: Whole): StepState => {
  const { draft, common } = whole;
  const meanings = meaningsOf(draft, common);
  const found = draft.findings.length > 0;
  const missing: Missing[] = [];
  const codes = (text: string) => missing.push({ text, part: PARTS.codes });
  if (draft.codes.length === 0) codes('尚未选择检查结果');
  if (meanings.includes('clean') && found) codes('已记录问题，检查结果不能为“未发现问题”');
  if (meanings.includes('clean') && meanings.length > 1) codes('“未发现问题”不能与其他结果同选');
  const ordered = meanings.some((meaning) => meaning.startsWith('findings-'));
  if (found && !ordered && draft.codes.length > 0) codes('已记录问题，请选择“发现问题”一类的结果');
  if (!found && ordered) codes('检查结果为发现问题，请记录问题');
  if (draft.place.trim() === '') missing.push({ text: '请填写检查地点', part: PARTS.place });
  if (draft.startedAt === null) missing.push({ text: '请填写检查开始时间', part: PARTS.start });
  if (draft.endedAt === null) missing.push({ text: '请填写检查结束时间', part: PARTS.end });
  else if (draft.startedAt !== null && draft.endedAt < draft.startedAt)
    missing.push({ text: '检查结束时间早于开始时间', part: PARTS.end });
  const names = common.resultCodes.filter(({ code }) => draft.codes.includes(code)).map(({ name }) => name);
  return { said: names.length === 0 ? '未选择' : names.join('、'), missing };
};

const signState = (whole: Whole, lines: readonly ChecklistLine[]): StepState => {
  const { draft, visit } = whole;
  // Names under another text are nobody's: they are neither counted nor told apart.
  if (isSigned(draft) && !signaturesHold(draft, lines))
    return {
      said: '原签名作废，须重新签名',
      missing: [{ text: '签名后内容有改动，原签名作废，请双方重新签名' }],
      isVoid: true,
    };
  const signed = visit.team.filter(({ officerId }) => draft.inspectorSignatures[officerId] !== undefined);
  const unit = draft.unitSignature !== null || draft.refusal !== null;
  const said = `检查人员 ${signed.length}/${visit.team.length}，检查对象${
    draft.unitSignature !== null ? '已签' : draft.refusal !== null ? '拒签' : '未签'
  }`;
  const missing: Missing[] = visit.team
    .filter((member) => !signed.includes(member))
    .map(({ name }) => ({ text: `${name}尚未签名` }));
  if (!unit) missing.push({ text: '检查对象尚未签名，也未登记拒绝签字' });
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

/** One thing that is missing, with the step where it belongs. */
export interface Lack extends Missing {
  readonly id: StepId;
  readonly title: string;
}

/** All that is missing before the visit can be handed in, step by step. */
export const lacksOf = (whole: Whole): readonly Lack[] => {
  const states = stepStates(whole);
  return STEPS.flatMap(({ id, title }) => states[id].missing.map((missing) => ({ ...missing, id, title })));
};

/**
 * What must be in the record before anybody puts his name to it: all but the signatures. Filled in afterwards it would
 * take them off again, and the unit would be asked to sign twice.
 */
export const lacksBeforeSigning = (whole: Whole): readonly Lack[] =>
  lacksOf(whole).filter(({ id }) => id !== 'sign');
