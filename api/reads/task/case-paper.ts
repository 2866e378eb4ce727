import type { Kysely } from 'kysely';
import { getAuthority, loadSettings } from '../../../db/authority.ts';
import type { Database } from '../../../db/connect.ts';
import { listOfficers } from '../../../db/list-officers.ts';
import { wallTime } from '../../../domain/calendar/wall-time.ts';
import { cycleNameOfId } from '../../../domain/cycle/cycle-name.ts';
import { DEADLINE_KIND_NAMES } from '../../../domain/deadline/kinds.ts';
import type { CasePaper, CaseTable } from '../../../domain/documents/case-document.ts';
import { CHANNEL_NAMES } from '../../../domain/notice/names.ts';
import type { AuthoritySettings } from '../../../domain/settings/settings.ts';
import type { VisitRecord } from '../../resources/task/field-schema.ts';
import { visitRecordTable } from './visit-record-table.ts';
import type { readWholeTask } from './whole-task.ts';

export type WholeTask = Awaited<ReturnType<typeof readWholeTask>>;

const ANSWERS: Readonly<Record<string, string>> = {
  yes: '是',
  no: '否',
  'not-checked': '未检查',
  'not-applicable': '合理缺项',
};
const FINDING_STATES: Readonly<Record<string, string>> = {
  open: '未处置',
  rectified: '已改正',
  waived: '免予整改',
  referred: '已移送',
  withdrawn: '已撤销',
};

type NameOf = (officerId: string) => string;
const columns = (...heads: readonly (readonly [string, number])[]) =>
  heads.map(([head, share]) => ({ head, share }));
const minute = (instant: string | null): string => (instant === null ? '' : wallTime(instant).slice(0, 16));

const origin = ({ items, tickets, team }: WholeTask): readonly CaseTable[] => [
  {
    heading: '计划与抽取',
    columns: columns(['计划行', 14], ['事项', 26], ['分层', 12], ['次序', 8], ['抽取值', 40]),
    rows: items.map(({ rowNumber, name, stratum, drawPosition }) => [
      ...[rowNumber, name, stratum, String(drawPosition)],
      tickets.find((ticket) => ticket.rowNumber === rowNumber)?.ticket ?? '',
    ]),
    empty: '没有计划行。',
  },
  {
    heading: '检查组',
    columns: columns(['姓名', 30], ['执法证号', 30], ['情况', 40]),
    rows: team.map(({ name, certificateNumber, state, reason }) => [
      ...[name, certificateNumber],
      state === 'assigned' ? '在组' : `${state === 'recused' ? '回避' : '改派'}：${reason ?? ''}`,
    ]),
    empty: '尚未配备检查组。',
  },
];

const results = (
  { results: entered, answers, checklist, findings }: WholeTask,
  { resultCodes }: AuthoritySettings,
  nameOf: NameOf,
): readonly CaseTable[] => [
  {
    heading: '检查结果与审核',
    columns: columns(['版次', 8], ['结果', 34], ['录入', 24], ['审核', 34]),
    rows: entered.map(({ revision, codes, enteredBy, enteredAt, reviewedBy, reviewedAt, opinion }) => [
      ...[
        String(revision),
        codes.map((code) => resultCodes.find((known) => known.code === code)?.name ?? code).join('；'),
      ],
      `${nameOf(enteredBy)}\n${minute(enteredAt)}`,
      reviewedBy === null ? '未审核' : `${nameOf(reviewedBy)}\n${minute(reviewedAt)}\n${opinion ?? ''}`,
    ]),
    empty: '尚未录入检查结果。',
  },
  {
    heading: '检查表',
    columns: columns(['版次', 8], ['检查内容', 50], ['结果', 14], ['说明', 28]),
    rows: answers.map(({ revision, itemId, lineNo, answer, note }) => [
      String(revision),
      checklist.find((line) => line.itemId === itemId && line.lineNo === lineNo)?.text ?? `第 ${lineNo} 项`,
      ...[ANSWERS[answer] ?? answer, note ?? ''],
    ]),
    empty: '没有检查表记录。',
  },
  {
    heading: '发现的问题',
    columns: columns(['序号', 8], ['事实', 40], ['条款', 28], ['处置', 24]),
    rows: findings.map(({ findingNo, text, article, state, dueOn }) => [
      ...[String(findingNo), text, article],
      `${FINDING_STATES[state] ?? state}${dueOn === null ? '' : `\n限 ${dueOn} 前`}`,
    ]),
    empty: '没有发现问题。',
  },
];

const outcome = (
  { channels, orders, deadlines, referrals }: WholeTask,
  { publication }: AuthoritySettings,
): readonly CaseTable[] => [
  {
    heading: '公示',
    columns: columns(['版次', 8], ['渠道', 34], ['情况', 14], ['凭证', 44]),
    rows: channels.map(({ revision, channel, state, proof, confirmedAt }) => [
      String(revision),
      publication.channels.find(({ id }) => id === channel)?.name ?? channel,
      state === 'confirmed' ? '已公示' : '待公示',
      `${(proof as { reference?: string } | null)?.reference ?? ''}\n${minute(confirmedAt)}`,
    ]),
    empty: '没有进入公示。',
  },
  {
    heading: '整改与移送',
    columns: columns(['文书', 36], ['发出', 24], ['了结', 40]),
    rows: [
      ...orders.map(({ number, issuedAt, endedAt }) => [
        ...[number, minute(issuedAt), endedAt === null ? '未了结' : minute(endedAt)],
      ]),
      ...referrals.map(({ receiver, businessAt, reason }) => [`移送${receiver}`, minute(businessAt), reason]),
    ],
    empty: '没有责令改正或移送。',
  },
  {
    heading: '期限',
    columns: columns(['事项', 30], ['期限', 30], ['完成', 40]),
    rows: deadlines.map(({ kind, dueOn, metOn, droppedReason }) => [
      ...[DEADLINE_KIND_NAMES[kind], dueOn],
      metOn ?? (droppedReason === null ? '未完成' : `不再计：${droppedReason}`),
    ]),
    empty: '没有期限。',
  },
];

const records = ({ messages, audit, unit }: WholeTask, nameOf: NameOf): readonly CaseTable[] => [
  {
    heading: '通知与回执',
    columns: columns(['时间', 20], ['通知', 24], ['收件人', 24], ['结论', 32]),
    rows: messages.map(
      ({ businessAt, noticeName, channel, recipientKind, recipientId, address, conclusion }) => [
        ...[minute(businessAt), `${noticeName}（${CHANNEL_NAMES[channel]}）`],
        `${recipientKind === 'unit' ? unit.name : nameOf(recipientId)}\n${address ?? '没有地址'}`,
        conclusion.sentence,
      ],
    ),
    empty: '没有发出过通知。',
  },
  {
    heading: '留痕',
    columns: columns(['时间', 20], ['事项', 22], ['办理人', 14], ['链上', 44]),
    rows: audit.map(({ businessAt, name, actorKind, actorId, seq, hash }) => [
      ...[minute(businessAt), name],
      actorKind === 'officer' ? nameOf(actorId) : actorKind === 'unit' ? unit.name : '系统',
      seq === null ? '待封存' : `${seq}\n${hash ?? ''}`,
    ]),
    empty: '没有留痕。',
  },
];

const factsOf = ({ task, unit }: WholeTask): CasePaper['facts'] => [
  ['编码', unit.code],
  ['地址', unit.address ?? ''],
  ['周期', cycleNameOfId(task.cycleId)],
  ['检查日期', task.visitedOn ?? '尚未检查'],
  ['检查地点', task.visitPlace ?? ''],
  ['是否预先通知', task.announced ? '预先通知' : `不预先通知：${task.unannouncedBasis ?? ''}`],
];

/** A whole task as it is printed, with names for ids. */
export const casePaper = async (
  db: Kysely<Database>,
  authorityId: string,
  whole: WholeTask,
  more: Pick<CasePaper, 'exportedAt' | 'rehearsal' | 'files'> & {
    readonly officerId: string;
    readonly visitRecords: readonly VisitRecord[];
  },
): Promise<CasePaper> => {
  const { name: authorityName } = await getAuthority(db, authorityId);
  const { settings } = await loadSettings(db, authorityId);
  const officers = new Map((await listOfficers(db, authorityId)).map(({ id, name }) => [id, name]));
  const nameOf: NameOf = (id) => officers.get(id) ?? id;
  const { officerId, visitRecords, ...rest } = more;
  return {
    ...rest,
    ...{
      authorityName,
      taskNumber: whole.task.number,
      unitName: whole.unit.name,
      exportedBy: nameOf(officerId),
    },
    facts: factsOf(whole),
    tables: [
      ...origin(whole),
      visitRecordTable(visitRecords, settings.resultCodes, nameOf),
      ...results(whole, settings, nameOf),
      ...outcome(whole, settings),
      ...records(whole, nameOf),
    ],
  };
};
