import type { CommandName } from '../../../../domain/rights/rights.ts';
import * as draw from '../../../../workflows/draw/contract.ts';
import * as cycle from '../../../../workflows/inspection-cycle/contract.ts';
import * as task from '../../../../workflows/inspection-task/contract.ts';
import * as publication from '../../../../workflows/publication/contract.ts';
import * as rectification from '../../../../workflows/rectification/contract.ts';
import { openSteps, type Steps } from '../../../support/cases/steps.ts';
import { fingerprints } from '../../../support/cases/traces.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { giveToStep } from '../../../support/give.ts';
import { relayStage } from '../../draw/sources/live-draw.ts';
import { casePlays } from './case-plays.ts';
import { cyclePlays, drawPlays } from './draw-plays.ts';
import type { Plays, Repeatable } from './repeatable.ts';

/** Every Update that a contract of a family defines. */
const commandsOfContracts = (): string[] =>
  [cycle, draw, task, publication, rectification]
    .flatMap((contract) => Object.values<unknown>(contract))
    .flatMap((each) =>
      typeof each === 'object' && each !== null && 'type' in each && each.type === 'update' && 'name' in each
        ? [String(each.name)]
        : [],
    )
    .sort();

/** All facts, audit and outbox; that the engine was told again of what it was told before is none. */
const factsIn = async ({ db }: Repeatable): Promise<Readonly<Record<string, string>>> => {
  const { workflow_progress: _, ...facts } = await fingerprints(db);
  return facts;
};

const HOUR_MS = 3_600_000;

describe('every command, sent twice,', () => {
  const stage = relayStage();
  let steps: Steps;
  let rehearsed: TestDatabase;
  beforeAll(async () => {
    steps = await openSteps();
    rehearsed = await createTestDatabase();
  });
  afterAll(async () => {
    await steps.close();
    await rehearsed.drop();
  });
  const plays: Plays = { ...casePlays(() => steps), ...cyclePlays(() => rehearsed.db), ...drawPlays(stage) };

  it('is among those that are tried here', () => {
    expect(Object.keys(plays).sort()).toEqual(commandsOfContracts());
  });

  it.each(Object.keys(plays) as CommandName[])('%s: changes nothing and says so', async (name) => {
    const prepare = plays[name];
    if (prepare === undefined) throw new Error(`no play of ${name}`);
    const prepared = await prepare(name.toLowerCase());
    const { db, step, request } = prepared;
    const begun = await factsIn(prepared);
    const first = await giveToStep(db, step, { ...request, name });
    expect(first.repeated).toBe(false);
    const before = await factsIn(prepared);
    const changed = Object.keys(before).filter((table) => before[table] !== begun[table]);
    expect(changed).toContain('audit_event');
    const anHourLater = new Date(Date.parse(request.at) + HOUR_MS).toISOString();
    for (const at of [request.at, anHourLater]) {
      expect(await giveToStep(db, step, { ...request, at, name })).toEqual({ ...first, repeated: true });
      expect(await factsIn(prepared)).toEqual(before);
    }
  });
});
