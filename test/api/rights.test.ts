import { COMMANDS, type CommandFamily } from '../../api/services/command-catalog.ts';
import { connectLazily } from '../../api/services/engine.ts';
import {
  COMMAND_RIGHTS,
  type CommandName,
  type CommandRight,
  ROLES,
  type Role,
} from '../../domain/rights/rights.ts';
import { type Client, HOME, startTestApp, type TestApp } from './support/app.ts';
import { BODIES } from './support/bodies.ts';
import { addFacts, orderId, taskId } from './support/facts.ts';

/** Of the facts' task: its team are the officers of these roles. */
const TEAM: readonly Role[] = ['inspector', 'drawer'];

const PLACES: Readonly<Record<CommandFamily, string>> = {
  'inspection-cycle': '/api/cycles/2021-1',
  draw: '/api/draws/2021-001',
  'inspection-task': `/api/tasks/${taskId(HOME, 5)}`,
  publication: `/api/publications/${taskId(HOME, 5)}/revisions/1`,
  rectification: `/api/orders/${orderId(HOME)}`,
};
const urlOf = (name: CommandName): string => `${PLACES[COMMANDS[name].family]}/commands/${name}`;
const mayGive = (role: Role, right: CommandRight): boolean =>
  right.roles.includes(role) || (right.team === true && TEAM.includes(role));

describe('who may give a command', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
    await addFacts(test.db, HOME);
  });
  afterAll(() => test.close());

  // No engine is configured: whoever is let through hears just that.
  it.each(Object.keys(ROLES) as Role[])('%s: every command by the table of rights [R281]', async (role) => {
    const client = await test.as(role);
    for (const name of Object.keys(COMMAND_RIGHTS) as CommandName[]) {
      const { code } = (await client.post(urlOf(name), BODIES[name])).json();
      expect(`${name} ${code}`).toBe(
        `${name} ${mayGive(role, COMMAND_RIGHTS[name]) ? 'EngineUnavailable' : 'Forbidden'}`,
      );
    }
  });

  it('nobody who is not signed in', async () => {
    for (const name of Object.keys(COMMAND_RIGHTS) as CommandName[]) {
      const response = await test.app.inject({ method: 'POST', url: urlOf(name), payload: BODIES[name] });
      expect(`${name} ${response.statusCode}`).toBe(`${name} 401`);
    }
  });

  it('a body that names an actor of its own is refused', async () => {
    const client = await test.as('approver');
    const response = await client.post(urlOf('cancelTask'), { ...BODIES.cancelTask, actorId: 'reviewer' });
    expect(response.json()).toMatchObject({ code: 'InvalidInput' });
  });

  it('an id in the header and another in the body are a mistake', async () => {
    const client = await test.as('approver');
    const body = { ...BODIES.cancelTask, id: 'command-one' };
    const response = await client.post(urlOf('cancelTask'), body, { 'idempotency-key': 'command-two' });
    expect(response.json()).toMatchObject({ code: 'InvalidInput', errors: [{ field: 'id' }] });
  });
});

describe('while Temporal is down', () => {
  const temporal = connectLazily('127.0.0.1:9', 'default');
  let test: TestApp;
  let approver: Client;
  beforeAll(async () => {
    test = await startTestApp({ temporal });
    await addFacts(test.db, HOME);
    approver = await test.as('approver');
  });
  afterAll(async () => {
    await test.close();
    await temporal.close();
  });

  it('commands say so at once and reads still work', async () => {
    const startedAt = Date.now();
    const response = await approver.post(urlOf('cancelTask'), BODIES.cancelTask);
    expect(response.json()).toMatchObject({ code: 'EngineUnavailable', status: 503 });
    expect(Date.now() - startedAt).toBeLessThan(3_000);
    expect((await approver.get('/api/tasks')).statusCode).toBe(200);
    expect((await approver.get('/readyz')).json()).toMatchObject({ database: true, engine: false });
  });
});
