import { Refusal } from '../../domain/failure/failures.ts';
import type { Reader } from '../actor.ts';
import { tasksNumbered } from '../task/tasks-numbered.ts';
import type { MessageFilter } from './list-messages.ts';
import { unitNamed } from './named-unit.ts';
import { subjectWords } from './subject-words.ts';
import { type Subjects, subjectOfOrder, subjectsOfTask } from './subjects-of.ts';

/** What somebody looks for by the words he typed, and how the page calls it (Chinese); null: nothing in particular. */
export interface Meant {
  readonly filter: Pick<MessageFilter, 'unit' | 'subjects' | 'numberEnd'>;
  readonly whose: string | null;
}

const NUMBER_END = /^\d{4}$/;

/**
 * Messages as people ask for them: by a unit's name or code (统一社会信用代码), the number of a task or an order, or the
 * last four digits of a telephone number, which is all that is shown of one.
 * @throws Refusal where nothing or several things are so called
 */
export const meantBy = async (db: Reader, authorityId: string, words: string): Promise<Meant> => {
  if (words === '') return { filter: {}, whose: null };
  if (NUMBER_END.test(words)) return { filter: { numberEnd: words }, whose: `手机号码尾号 ${words}` };
  const isTask = (await tasksNumbered(db, authorityId, words)).length > 0;
  const subjects = isTask
    ? await subjectsOfTask(db, authorityId, words)
    : await orderNamed(db, authorityId, words);
  if (subjects !== null) {
    const own = subjects.find(([kind]) => kind === (isTask ? 'task' : 'order')) ?? subjects[0];
    const subject = { subjectKind: own?.[0] ?? '', subjectId: own?.[1] ?? '' };
    return { filter: { subjects }, whose: (await subjectWords(db, authorityId, [subject]))(subject) };
  }
  const { id, name, code } = await unitNamed(db, authorityId, words);
  return { filter: { unit: id }, whose: `${name}（${code}）` };
};

/** Null where there is no such order: then the words are a unit's. */
const orderNamed = async (db: Reader, authorityId: string, words: string): Promise<Subjects | null> => {
  try {
    return await subjectOfOrder(db, authorityId, words);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'NotFound') return null;
    throw error;
  }
};
