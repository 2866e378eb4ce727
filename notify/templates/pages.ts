import type { NoticeCode } from '../../domain/notice/catalog.ts';
import type { Page, Template, Wording } from './wording.ts';

const WORK: Page = { name: '我的工作', path: 'work' };
const YEAR: Page = { name: '年度计划', path: 'year/{year}' };
const CALENDAR: Page = { name: '年度计划', path: 'year/{year}/calendar' };
const CYCLES: Page = { name: '周期进度', path: 'cycles', of: 'cycle' };
const DRAWS: Page = { name: '抽取', path: 'draws', of: 'draw' };
const TASKS: Page = { name: '检查任务', path: 'tasks', of: 'task' };
/** The part of a task's page where the unit has its say. */
export const FROM_UNIT: Page = { name: '检查任务', path: 'tasks/{taskId}#from-unit' };
const PUBLICATIONS: Page = { name: '公示', path: 'publications', of: 'publication' };
export const ORDERS: Page = { name: '整改督办', path: 'orders', of: 'order' };

/** All of them: a test holds them to the menu. */
export const PAGES: readonly Page[] = [
  WORK,
  YEAR,
  CALENDAR,
  CYCLES,
  DRAWS,
  TASKS,
  FROM_UNIT,
  PUBLICATIONS,
  ORDERS,
];

/**
 * Where officers do what a notice asks of them, and the version of its text from which their mails say so. That version
 * is the one before it with the page instead of the words in which the page used to be told.
 */
const PAGE_SINCE: Partial<Record<NoticeCode, readonly [version: number, page: Page]>> = {
  'plan.not-approved': [2, YEAR],
  'calendar.notice-missing': [3, CALENDAR],
  'cycle.opened': [2, CYCLES],
  'cycle.waiting': [2, CYCLES],
  'cycle.enlargement': [2, CYCLES],
  'cycle.paused': [2, CYCLES],
  'cycle.resumed': [2, CYCLES],
  'cycle.cancelled': [2, CYCLES],
  'cycle.closed': [3, CYCLES],
  'draw.done': [2, DRAWS],
  'draw.to-sign': [2, DRAWS],
  'draw.to-witness': [2, DRAWS],
  'draw.objected': [2, DRAWS],
  'draw.not-drawn': [2, CYCLES],
  'task.dispatched': [2, TASKS],
  'task.dispatched-unannounced': [2, TASKS],
  'task.team-changed': [2, TASKS],
  'task.cancelled': [2, TASKS],
  'task.transfer-owed': [2, TASKS],
  'task.transferred': [2, TASKS],
  'result.to-review': [2, TASKS],
  'result.returned': [2, TASKS],
  'publication.to-approve': [2, PUBLICATIONS],
  'publication.due': [2, PUBLICATIONS],
  'publication.confirmed': [2, PUBLICATIONS],
  'publication.corrected': [2, PUBLICATIONS],
  'publication.withdrawn': [2, PUBLICATIONS],
  'order.issued': [2, ORDERS],
  'order.extension-requested': [2, ORDERS],
  'order.extension-decided': [2, ORDERS],
  'order.reinspected': [2, ORDERS],
  'order.closed': [2, ORDERS],
  'order.referred': [2, ORDERS],
  'unit.statement': [2, FROM_UNIT],
  'reminder.draw': [2, CYCLES],
  'reminder.signing': [2, DRAWS],
  'reminder.sign-off': [2, DRAWS],
  'reminder.visit': [2, TASKS],
  'reminder.entry': [2, TASKS],
  'reminder.review': [2, TASKS],
  'reminder.transfer': [2, TASKS],
  'reminder.publication': [2, PUBLICATIONS],
  'reminder.rectification': [2, ORDERS],
  'reminder.reinspection': [2, ORDERS],
  'reminder.referral': [2, ORDERS],
  'digest.reminders': [2, WORK],
};

/** How texts told the page before: by words that no menu knows (phrases.ts, inSystem). */
const IN_SYSTEM = /请登录双随机抽查系统办理（[^）]*）。/g;

const withoutPlace = ({ email, sms }: Wording<NoticeCode>): Wording<NoticeCode> => ({
  email: (params) => {
    const { subject, blocks } = email(params);
    const said = blocks.map((block) => (typeof block === 'string' ? block.replace(IN_SYSTEM, '') : block));
    return { subject, blocks: said.filter((block) => block !== '') };
  },
  sms,
});

/** The versions of a notice's text with the one that names its page. */
export const withPage = (code: NoticeCode, versions: readonly Template[]): readonly Template[] => {
  const [since, page] = PAGE_SINCE[code] ?? [];
  const before = versions.find(({ version }) => version + 1 === since);
  if (since === undefined || page === undefined || before?.officer === undefined) return versions;
  const { without: _, ...words } = before;
  const placed: Template = {
    ...words,
    ...{ version: since, page, smsAsIn: before.smsAsIn ?? before.version },
    officer: withoutPlace(before.officer),
  };
  return [...versions, placed].sort((one, other) => one.version - other.version);
};

/** What a message is about, as its row says it; absent in a preview. */
interface About {
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly params: Readonly<Record<string, string | number>>;
}

/** The page's address: of the very matter where it has one of its own, else of the list. */
export const pageAddress = (baseUrl: string, page: Page, about: About): string => {
  const { of } = page;
  const id = of !== undefined && about.subjectKind === of ? about.subjectId : undefined;
  const path = page.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(about.params[name] ?? '')),
  );
  return `${baseUrl}/console/${path}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;
};
