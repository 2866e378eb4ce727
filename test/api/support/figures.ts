/** The figures of a year over the usual facts of two authorities. */
import type { LightMyRequestResponse } from 'fastify';
import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { type Client, ELSEWHERE, HOME, START, startTestApp, type TestApp } from './app.ts';
import { addFacts, taskId } from './facts.ts';

/** Task 6 was shown a working day late, task 4 on its last day, which is a day off: in time on the next working day. */
const addDays = async (db: Kysely<Database>): Promise<void> => {
  const [shown, late] = [taskId(HOME, 4), taskId(HOME, 6)];
  await db
    .insertInto('publication')
    .values({
      ...{ authorityId: HOME, id: late, taskId: late, revision: 1, kind: 'result', resultRevision: 1 },
      ...{ startedAt: START, state: 'confirmed', confirmedOn: '2021-02-25' },
    })
    .execute();
  const deadline = {
    ...({ authorityId: HOME, subjectKind: 'publication', kind: 'publication', part: '1' } as const),
    ...{ provisional: false, calendarVersion: 'test', openedOn: '2021-02-01' },
  };
  await db
    .insertInto('deadline')
    .values([
      // A Saturday that is no make-up workday.
      { ...deadline, subjectId: shown, dueOn: '2021-02-27', metOn: '2021-03-01' },
      { ...deadline, subjectId: late, dueOn: '2021-02-24', metOn: '2021-02-25' },
    ])
    .execute();
  await db
    .updateTable('publication')
    .set({ confirmedOn: '2021-03-01' })
    .where('authorityId', '=', HOME)
    .where('id', '=', shown)
    .execute();
};

// biome-ignore lint/suspicious/noExplicitAny: what the test expects of it is what it proves
type Json = any;

interface Figures {
  readonly test: TestApp;
  readonly office: Client;
  breakdown(by: string, client?: Client): Promise<Json[]>;
  /** The indicators of a year, and the rule they are judged by. */
  board(year?: number): Promise<Json>;
  indicator(id: string): Promise<Json>;
  /** Puts a rule in force on the version that stands. */
  decide(rule: object, client?: Client): Promise<LightMyRequestResponse>;
}

/**
 * For as long as the tests of one file run. 7 units are in the register, 7 tasks of which one was replaced. Inspected are
 * tasks 2 to 6: five; shown are tasks 4 and 6; task 5 has the one finding, of item freight, under an order.
 */
export const figuresOfFacts = (): Figures => {
  let test: TestApp;
  let office: Client;
  beforeAll(async () => {
    test = await startTestApp();
    await addFacts(test.db, HOME);
    await addFacts(test.db, ELSEWHERE);
    await addDays(test.db);
    office = await test.as('office');
  });
  afterAll(() => test.close());

  const board = async (year = 2021) => (await office.get(`/api/statistics/indicators?year=${year}`)).json();
  return {
    get test() {
      return test;
    },
    get office() {
      return office;
    },
    breakdown: async (by, client = office) => {
      const response = await client.get(`/api/statistics/breakdown?year=2021&by=${by}`);
      expect(response.statusCode).toBe(200);
      return response.json().rows;
    },
    board,
    indicator: async (id) => (await board()).indicators.find((each: { id: string }) => each.id === id),
    decide: async (rule, client = office) => {
      const { version } = (await board()).rule;
      return client.put('/api/statistics/rules/2021', {
        expectedVersion: version,
        reason: '领导小组会议确定',
        rule: {
          ...{ itemFloor: 500, enforcementItems: null, randomShareOf: 'units', randomFloor: 300 },
          ...rule,
        },
      });
    },
  };
};
