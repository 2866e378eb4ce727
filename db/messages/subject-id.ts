import type { Reader } from '../actor.ts';
import { tasksNumbered } from '../task/tasks-numbered.ts';

interface Asked {
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
}

/** Kinds that go by the task's number (任务编号). */
const NUMBERED: ReadonlySet<string> = new Set(['task', 'publication']);

const orderId = async (db: Reader, authorityId: string, number: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('rectificationOrder')
      .select('id')
      .where('authorityId', '=', authorityId)
      .where('number', '=', number)
      .executeTakeFirst()
  )?.id;

/**
 * What somebody looks for by the number he reads on pages and papers, as the rows have it: 平交检〔2021〕10001号, or its
 * digits, or an order's number. What is no such number is taken as an id.
 */
export const withSubjectId = async <A extends Asked>(
  db: Reader,
  authorityId: string,
  asked: A,
): Promise<A> => {
  const { subjectKind = '', subjectId } = asked;
  if (subjectId === undefined) return asked;
  const [found] = NUMBERED.has(subjectKind)
    ? await tasksNumbered(db, authorityId, subjectId)
    : subjectKind === 'order'
      ? [await orderId(db, authorityId, subjectId)]
      : [];
  return found === undefined ? asked : { ...asked, subjectId: found };
};
