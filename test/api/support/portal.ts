/** The public portal over the usual facts of two authorities: of each a result that is shown, and one that is due. */
import type { LightMyRequestResponse } from 'fastify';
import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { ELSEWHERE, HOME, START, startTestApp, type TestApp } from './app.ts';
import { addFacts, taskId } from './facts.ts';

export const [SHOWN, DUE] = [taskId(HOME, 4), taskId(HOME, 5)];

export const addResult = (
  db: Kysely<Database>,
  authorityId: string,
  id: string,
  revision: number,
  codes: string[],
) =>
  db
    .insertInto('result')
    .values({
      ...{ authorityId, taskId: id, revision, codes, state: 'approved', place: '现场' },
      ...{ visitedOn: '2021-02-01', startedAt: START, endedAt: START },
      ...{ enteredAt: START, enteredBy: 'inspector', remark: '联系人张三 13800001234' },
    })
    .execute();

interface Portal {
  readonly test: TestApp;
  /** What a citizen's browser is answered, by the path below his authority's pages. */
  ask(path: string): Promise<LightMyRequestResponse>;
  /** The page that is there. */
  read(path: string): Promise<string>;
}

/** For as long as the tests of one file run. */
export const portalWithFacts = (): Portal => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
    for (const authorityId of [HOME, ELSEWHERE]) {
      await addFacts(test.db, authorityId);
      await addResult(test.db, authorityId, taskId(authorityId, 4), 1, ['1']);
      await addResult(test.db, authorityId, taskId(authorityId, 5), 1, ['5']);
    }
    await test.db.updateTable('draw').set({ state: 'void', endReason: '随机数来源逾期未至' }).execute();
  });
  afterAll(() => test.close());
  const ask = (path: string) =>
    test.app.inject({ method: 'GET', url: `/public/${HOME}${path}`, headers: { accept: 'text/html' } });
  return {
    get test() {
      return test;
    },
    ask,
    read: async (path) => {
      const { statusCode, body } = await ask(path);
      expect(`${path} ${statusCode}`).toBe(`${path} 200`);
      return body;
    },
  };
};
