import { cycleOrdinal } from '../cycle/cycle-name.ts';
import {
  type CycleSummary,
  INVARIANTS,
  isGood,
  type MessageStage,
  type RehearsalSummary,
} from './summary.ts';
import { tableLines, wrap } from './table.ts';

const REPORT_WIDTH = 96;
const INDENT = '  ';

const monthDay = (date: string | null): string =>
  date === null
    ? '未办结'
    : `${date.slice(0, 4)}年${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;

/** `2021-01-01/2021-04-30` as people say it. */
export const windowName = (window: string): string => {
  const [start = '', end = ''] = window.split('/');
  const [first, last] = [Number(start.slice(5, 7)), Number(end.slice(5, 7))];
  return first === last ? `${first}月` : `${first}-${last}月`;
};

interface Column {
  readonly title: string;
  readonly of: (cycle: CycleSummary) => number;
  /** A unit can be eligible in each cycle: added up it would be counted thrice. */
  readonly addsUp?: false;
}

/** Each reminder counts once, whether it went out by itself or a digest told it. */
const remindersOf = ({ email, sms, gathered }: CycleSummary['reminders']): number => email + sms + gathered;

const COLUMNS: readonly Column[] = [
  { title: '计划行', of: ({ rows }) => rows },
  { title: '可抽对象', of: ({ eligible }) => eligible, addsUp: false },
  { title: '抽中', of: ({ drawn }) => drawn },
  { title: '检查', of: ({ visited }) => visited },
  { title: '递补', of: ({ replaced }) => replaced },
  { title: '有问题', of: ({ withFindings }) => withFindings },
  { title: '按期公示', of: ({ published }) => published.inTime },
  { title: '逾期公示', of: ({ published }) => published.late },
  { title: '责令改正', of: ({ rectification }) => rectification.orders },
  { title: '已改正', of: ({ rectification }) => rectification.rectified },
  { title: '已移送', of: ({ rectification }) => rectification.referred },
  { title: '期限提醒', of: ({ reminders }) => remindersOf(reminders) },
];

const total = ({ of, addsUp }: Column, { cycles }: RehearsalSummary): string =>
  addsUp === false ? '' : String(cycles.reduce((sum, cycle) => sum + of(cycle), 0));

const cyclesTable = (summary: RehearsalSummary): string[] =>
  tableLines(
    ['时段', ...COLUMNS.map(({ title }) => title)],
    [
      ...summary.cycles.map((cycle) => [
        windowName(cycle.window),
        ...COLUMNS.map(({ of }) => String(of(cycle))),
      ]),
      ['全年', ...COLUMNS.map((column) => total(column, summary))],
    ],
    ['left', ...COLUMNS.map(() => 'right' as const)],
  );

const openLeft = ({ published, rectification }: CycleSummary): string => {
  const left = [
    ...(published.open > 0 ? [`${published.open} 户未公示`] : []),
    ...(rectification.open > 0 ? [`${rectification.open} 份责令改正未了结`] : []),
  ];
  return left.length === 0 ? '' : `；尚有 ${left.join('、')}`;
};

const findingsPart = ({ withFindings, rectification }: CycleSummary): string => {
  if (withFindings === 0) return '未发现问题';
  const referred = rectification.referred > 0 ? `、已移送 ${rectification.referred} 份` : '';
  return (
    `${withFindings} 户有问题，下达责令改正通知书 ${rectification.orders} 份，` +
    `已改正 ${rectification.rectified} 份${referred}`
  );
};

/** The progress of the run counts tasks, the table counts units: those that gave way make the difference. */
const tasksSentence = ({ cycles }: RehearsalSummary): string => {
  const drawn = cycles.reduce((sum, cycle) => sum + cycle.drawn, 0);
  const replaced = cycles.reduce((sum, cycle) => sum + cycle.replaced, 0);
  const gone = replaced === 0 ? '' : `，另有 ${replaced} 项因对象被替换而作废`;
  return `全年检查任务 ${drawn} 项${gone}。`;
};

/** One cycle in one sentence, to be read aloud. */
export const cycleSentence = (cycle: CycleSummary): string => {
  const { drawn, eligible, visited, replaced, published, reminders } = cycle;
  const substitutes = replaced > 0 ? `（含递补 ${replaced} 户）` : '';
  const lists = reminders.gathered > 0 ? `、并入汇总 ${reminders.gathered} 件` : '';
  const late = published.late > 0 ? `、逾期公示 ${published.late} 户` : '';
  return (
    `${cycleOrdinal(cycle.number)}（${windowName(cycle.window)}）：${monthDay(cycle.openedAt)}启动，从 ${eligible} 户中抽取 ${drawn} 户，` +
    `实地检查 ${visited} 户${substitutes}；${findingsPart(cycle)}；` +
    `按期公示 ${published.inTime} 户${late}；期限提醒 ${remindersOf(reminders)} 件（邮件 ${reminders.email} 封、短信 ${reminders.sms} 条${lists}）` +
    `${openLeft(cycle)}；${cycle.closedAt === null ? '周期尚未办结' : `${monthDay(cycle.closedAt)}办结`}。`
  );
};

const inspectorsSentence = ({ inspectors }: RehearsalSummary): string =>
  `检查人员 ${inspectors.count} 人，每人全年承担 ${inspectors.minLoad} 至 ${inspectors.maxLoad} 次检查${inspectors.minLoad === 0 ? '（证件不在有效期内的不安排）' : ''}。`;

const sentOf = (stages: readonly MessageStage[]): number =>
  stages.reduce((sum, { email, sms }) => sum + email + sms, 0);

/** What officers owe on one day comes as one list: fewer messages than reminders. */
const messagesSentence = ({ messages }: RehearsalSummary): string => {
  const reminders = messages.stages.filter(({ stage }) => stage.startsWith('reminder.'));
  const singly = sentOf(reminders);
  const gathered = reminders.reduce((sum, stage) => sum + stage.gathered, 0);
  const digests = sentOf(messages.stages.filter(({ stage }) => stage.startsWith('digest.')));
  const lists = gathered === 0 ? '' : `（单独发出 ${singly} 件，${gathered} 件并入 ${digests} 件汇总发出）`;
  return (
    `全年共发出邮件 ${messages.email} 封、短信 ${messages.sms} 条；其中期限提醒 ${singly + gathered} 件${lists}，` +
    '其余为派发、通知、结果、责令改正、公示、办结等通知。逐环节件数：'
  );
};

const STAGE_HEADS = ['环节', '邮件', '短信', '并入'] as const;
const BETWEEN = '  ';

/** As short as two halves of a line ask for. */
const shortName = (name: string): string => name.replace('期限提醒，', '提醒 ').replace(' 个工作日', '日');

const stageCells = ({ name, email, sms, gathered }: MessageStage): string[] => [
  shortName(name),
  ...[email, sms, gathered].map((count) => (count === 0 ? '' : String(count))),
];

/** Stage × channel, in two halves beside each other: the whole year has some forty stages. */
const stagesTable = ({ messages: { stages } }: RehearsalSummary): string[] => {
  const half = Math.ceil(stages.length / 2);
  const rows = Array.from({ length: half }, (_, row) => [stages[row], stages[row + half]]);
  const cells = (stage: MessageStage | undefined) =>
    stage === undefined ? STAGE_HEADS.map(() => '') : stageCells(stage);
  return tableLines(
    [...STAGE_HEADS, BETWEEN, ...STAGE_HEADS],
    rows.map(([left, right]) => [...cells(left), BETWEEN, ...cells(right)]),
    [...STAGE_HEADS, BETWEEN, ...STAGE_HEADS].map((head) => (head === '环节' ? 'left' : 'right')),
  );
};

const planSentence = ({ plan }: RehearsalSummary): string =>
  plan.doubts === 0
    ? `抽查计划 ${plan.rows} 行，原文没有疑问。`
    : `抽查计划 ${plan.rows} 行；原文有 ${plan.doubts} 处疑问，本次按假设答复处理，正式运行前须逐条核实。`;

/**
 * The summary as a director reads it, at most 100 columns wide.
 * @param authorityName whose year it is
 */
export const reportLines = (authorityName: string, summary: RehearsalSummary): string[] => {
  const good = isGood(summary);
  const paragraph = (text: string): string[] => wrap(text, REPORT_WIDTH).map((line) => `${INDENT}${line}`);
  return [
    `【演练】${authorityName} ${summary.year} 年度双随机抽查（种子 ${summary.seed}，用时 ${Math.round(summary.wallSeconds)} 秒）`,
    '',
    ...cyclesTable(summary).map((line) => `${INDENT}${line}`),
    '',
    ...paragraph(planSentence(summary)),
    ...summary.cycles.flatMap((cycle) => paragraph(cycleSentence(cycle))),
    ...paragraph(tasksSentence(summary)),
    ...paragraph(messagesSentence(summary)),
    ...stagesTable(summary).map((line) => `${INDENT}${line}`),
    ...paragraph(inspectorsSentence(summary)),
    '',
    ...summary.invariants.map(
      ({ name, holds, checked }) =>
        `${INDENT}${holds && checked > 0 ? '✓' : '✗'} ${INVARIANTS[name]}（核对 ${checked} 项）`,
    ),
    '',
    `${INDENT}${good ? '各项核对均成立。' : '有核对未成立，详见上面标 ✗ 的各项。'}` +
      '以上为演练数据：对象和人员由程序虚构，抽取不具公信力。',
  ];
};
