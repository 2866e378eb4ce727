/** One task more than those of facts.ts, with an id as the draw makes it, and so with a number; and what its unit said. */
import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { StatementKind } from '../../../domain/unit-link/statement.ts';
import { HOME, START } from './app.ts';
import { UNIT_NAME } from './facts.ts';

export const NUMBERED = `${HOME}-2021-1-0008`;
export const NUMBER = '平交检〔2021〕10008号';
export const NUMBERED_UNIT = `${UNIT_NAME}8`;
const LINK = 'linkoftask08';

/** Call it after `addFacts`. */
export const addNumberedTask = async (db: Kysely<Database>): Promise<void> => {
  const unit = {
    id: 'u8',
    kind: 'vehicle',
    code: '晋F8',
    name: NUMBERED_UNIT,
    category: 'passenger',
  } as const;
  await db
    .insertInto('unit')
    .values({ authorityId: HOME, ...unit, area: '城关', status: 'operating', businessAt: START })
    .execute();
  await db
    .insertInto('drawEntry')
    .values({
      ...{ authorityId: HOME, drawId: '2021-001', rowNumber: '202101', stratum: '1', position: 7 },
      ...{ unitId: unit.id, label: `enterprise:${unit.id}`, ticket: '0'.repeat(64), drawn: true },
    })
    .execute();
  await db
    .insertInto('task')
    .values({
      ...{ authorityId: HOME, id: NUMBERED, cycleId: '2021-1', drawId: '2021-001', unitId: unit.id },
      ...{ sequenceNo: 8, state: 'visited', visitedOn: '2021-02-01', dispatchedAt: START, businessAt: START },
    })
    .execute();
  await db
    .insertInto('teamMember')
    .values({
      ...{ authorityId: HOME, taskId: NUMBERED, slot: 1, officerId: 'inspector', state: 'assigned' },
      businessAt: START,
    })
    .execute();
  await db
    .insertInto('unitLink')
    .values({
      ...{ authorityId: HOME, id: LINK, taskId: NUMBERED, unitId: unit.id, requestedBy: 'test' },
      ...{ expiresAt: '2021-03-15T01:00:00Z', openedAt: START, businessAt: START },
    })
    .execute();
};

/** @returns its id */
export const addStatement = async (
  db: Kysely<Database>,
  number: number,
  text: string,
  kind: StatementKind = 'statement',
): Promise<string> => {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  await db
    .insertInto('unitStatement')
    .values({
      ...{ authorityId: HOME, id, number, year: 2021, linkId: LINK, taskId: NUMBERED, unitId: 'u8' },
      ...{ kind, about: null, text, person: '王五', businessAt: START },
    })
    .execute();
  return id;
};
