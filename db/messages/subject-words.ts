import { type RawBuilder, sql } from 'kysely';
import { cycleNameOfId } from '../../domain/cycle/cycle-name.ts';
import { taskNumberOf } from '../../domain/cycle/task-number.ts';
import { SUBJECT_NAMES, subjectName } from '../../domain/notice/subject-names.ts';
import { receiptNumber } from '../../domain/unit-link/statement.ts';
import type { Reader } from '../actor.ts';
import { getAuthority, loadSettings } from '../authority.ts';

export interface Subject {
  readonly subjectKind: string;
  readonly subjectId: string;
}

/** Ids that the system drew for itself: they tell a person nothing. */
const DRAWN_ID = /^([0-9a-f]{8}-|web-|field-|[A-Za-z0-9_-]{20,}$)/;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Numbers = (taskId: string) => string;
type Rows = RawBuilder<{ id: string; words: string; year?: number; number?: number }>;

/** How the ids of a kind are looked up: `words` is what people call each. */
const SOURCES: Readonly<Record<string, (authorityId: string, ids: readonly string[]) => Rows>> = {
  order: (authorityId, ids) =>
    sql`select id, number as words from rectification_order where authority_id = ${authorityId} and id = any(${[...ids]}::text[])`,
  unit: (authorityId, ids) =>
    sql`select id, name as words from unit where authority_id = ${authorityId} and id = any(${[...ids]}::text[])`,
  officer: (authorityId, ids) =>
    sql`select id, name as words from officer where authority_id = ${authorityId} and id = any(${[...ids]}::text[])`,
  campaign: (authorityId, ids) =>
    sql`select id::text, name as words from campaign where authority_id = ${authorityId} and id::text = any(${[...ids]}::text[])`,
  'unit-link': (authorityId, ids) =>
    sql`select id, task_id as words from unit_link where authority_id = ${authorityId} and id = any(${[...ids]}::text[])`,
  'unit-statement': (authorityId, ids) =>
    sql`select id::text, task_id as words, year, number from unit_statement
         where authority_id = ${authorityId} and id = any(${ids.filter((id) => UUID.test(id))}::uuid[])`,
};
const SAME_AS: Readonly<Record<string, string>> = { inspector: 'officer' };

/** What needs no table: numbers that are made of the id. */
const madeOfId = (kind: string, id: string, numberOf: Numbers): string | null => {
  if (kind === 'task') return numberOf(id);
  if (kind === 'publication') return numberOf(id.split('/')[0] ?? id);
  return kind === 'cycle' ? cycleNameOfId(id) : null;
};

/**
 * What messages and events are about, as people call it: 检查任务 平交检〔2021〕10001号, 责令改正通知书 平交责改〔2021〕0001号,
 * 工作人员 张三. What has no name of its own is called by its kind alone.
 */
export const subjectWords = async (
  db: Reader,
  authorityId: string,
  subjects: readonly Subject[],
): Promise<(subject: Subject) => string> => {
  const { settings } = await loadSettings(db, authorityId);
  const { shortName } = await getAuthority(db, authorityId);
  const numberOf: Numbers = (id) => taskNumberOf(settings.orderNumberPrefix, id);
  const found = new Map<string, string>();
  for (const [kind, named] of Map.groupBy(subjects, ({ subjectKind }) => subjectKind)) {
    const source = SOURCES[SAME_AS[kind] ?? kind];
    if (source === undefined) continue;
    const ids = [...new Set(named.map(({ subjectId }) => subjectId))];
    const { rows } = await source(authorityId, ids).execute(db);
    for (const { id, words, year, number } of rows) {
      const received =
        year === undefined || number === undefined ? null : receiptNumber(shortName, year, number);
      found.set(`${kind}/${id}`, received ?? (kind === 'unit-link' ? numberOf(words) : words));
    }
  }
  return ({ subjectKind, subjectId }) => {
    const words = found.get(`${subjectKind}/${subjectId}`) ?? madeOfId(subjectKind, subjectId, numberOf);
    if (words !== null) return `${SUBJECT_NAMES[subjectKind] ?? subjectKind} ${words}`;
    return DRAWN_ID.test(subjectId)
      ? (SUBJECT_NAMES[subjectKind] ?? subjectKind)
      : subjectName(subjectKind, subjectId);
  };
};
