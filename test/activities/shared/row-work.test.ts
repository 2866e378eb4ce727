import { endRowWork } from '../../../activities/shared/row-work.ts';
import { inTransaction } from '../../../activities/shared/step.ts';
import { type Case, taskOf } from '../../support/cases/case.ts';
import { at, openSteps, type Steps } from '../../support/cases/steps.ts';

const rowOf = (order: readonly number[]) => [
  { number: '202101', itemId: 'freight', order, drawn: order.length },
];

/** A promise, and what settles it. */
const gate = () => {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((settle) => {
    open = settle;
  });
  return { open: () => open(), passed };
};

describe('the work of a plan row', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  const begin = (id: string, order: readonly number[]): Promise<Case> =>
    steps.addCase({ id, openedOn: '2021-03-01', rows: rowOf(order) });

  /** Ends one task's work, and keeps the transaction open until `until`. */
  const end = (made: Case, index: number, until: Promise<void>, written: () => void = () => undefined) =>
    inTransaction(
      { db: steps.db },
      { authorityId: made.authorityId, at: at('2021-03-02 10:00') },
      async (step) => {
        const { id } = taskOf(made, index);
        await endRowWork(step, { id, cycleId: made.cycleId });
        written();
        await until;
      },
    );

  const rowEndedOn = async (made: Case) => {
    const row = await steps.db
      .selectFrom('cycleRow')
      .select('workEndedOn')
      .where('authorityId', '=', made.authorityId)
      .executeTakeFirstOrThrow();
    return row.workEndedOn;
  };

  it('goes on side by side while a further task is open', async () => {
    const made = await begin('beside', [1, 2, 3, 4]);
    const [both, first] = [gate(), gate()];
    const one = end(made, 0, both.passed, first.open);
    await first.passed;
    // Would never come back if it waited for the first, which waits for it.
    await end(made, 1, Promise.resolve());
    both.open();
    await one;
    expect(await rowEndedOn(made)).toBeNull();
  });

  it('ends once with the last two, whichever of them commits last [R269]', async () => {
    for (const [id, order] of [
      ['ab', [0, 1]],
      ['ba', [1, 0]],
    ] as const) {
      const made = await begin(`last${id}`, [1, 2]);
      const [release, first] = [gate(), gate()];
      const one = end(made, order[0], release.passed, first.open);
      await first.passed;
      const other = end(made, order[1], Promise.resolve());
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await rowEndedOn(made)).toBeNull();
      release.open();
      await Promise.all([one, other]);
      expect(await rowEndedOn(made)).toBe('2021-03-02');
      const ended = await steps.db
        .selectFrom('auditEvent')
        .select('id')
        .where('authorityId', '=', made.authorityId)
        .where('action', '=', 'cycle-row.work-ended')
        .execute();
      expect(ended).toHaveLength(1);
    }
  });

  it('ends though all its tasks end in the same moment [R269]', async () => {
    const order = Array.from({ length: 8 }, (_, index) => index + 1);
    const made = await begin('crowd', order);
    await Promise.all(order.map((_, index) => end(made, index, Promise.resolve())));
    expect(await rowEndedOn(made)).toBe('2021-03-02');
  });
});
