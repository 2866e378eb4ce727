import type { Client } from '@temporalio/client';
import { type Kysely, sql } from 'kysely';
import { sealAllAudit } from '../../db/audit/seal-audit.ts';
import { verifyAudit } from '../../db/audit/verify-audit.ts';
import { type Database, openDatabase } from '../../db/connect.ts';
import { migrateToLatest } from '../../db/migrate.ts';
import type { Announcement } from '../../domain/draw/announcement.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts';
import { type DrandRelay, startDrandRelay } from '../../tools/drand-relay/drand-relay.ts';
import { signingChain } from '../../tools/drand-relay/signing-chain.ts';
import { ensureNamespace } from '../../tools/temporal/namespace.ts';
import { drawWorkflowId } from '../../workflows/draw/contract.ts';
import { addKeys, HOLDERS, signatureOf } from '../activities/support/keys.ts';
import { verifyDraw } from '../activities/support/verify-draw.ts';
import { addBureauOfToday } from './support/bureau-of-today.ts';
import { type Hold, holdTable } from './support/hold.ts';
import { type Engines, type Processes, startEngines, startProcesses } from './support/house.ts';
import { type Officers, officersAt } from './support/officers.ts';
import { patiently, until } from './support/patience.ts';
import { openCycle } from './support/play-cycle.ts';
import { skipUntil } from './support/skip-time.ts';

const NAME = 'ceremony';
const CHAIN = 'killed draw';
const GENESIS_SECONDS = 1_692_803_367;
/** They know the one beacon alone that a real draw may name; its signature is checked when the round is taken. */
const OF_THE_BEACON = ['round-time', 'drand-signature'];
const DIGITS = '314159265358979323846264338327950288419';
const MINUTE_MS = 60_000;
/** The draw asks five seconds after the round; a relay that hangs is waited for six. */
const ASKED_AFTER_MS = 6_000;
/** A killed step is tried again when its time or its heartbeat is over, minutes later for those that work long. */
const LIMIT_MS = 1_500_000;
/** A message in hand at a kill is looked at when its lease is over. */
const MESSAGES_LIMIT_MS = 400_000;

let engines: Engines;
let relay: DrandRelay;
let relayNowMs: number | null = null;
let processes: Processes;
let db: Kysely<Database>;
let client: Client;
let officers: Officers;
let authorityId: string;
let url: string;

beforeAll(async () => {
  engines = await startEngines();
  url = await engines.createDatabase(NAME);
  await migrateToLatest(url);
  db = openDatabase(url, { max: 5 });
  const served = signingChain(CHAIN, { genesisSeconds: GENESIS_SECONDS });
  relay = await startDrandRelay({ served, now: () => relayNowMs ?? Date.now() });
  authorityId = await addBureauOfToday(db, {
    mode: 'live',
    settings: {
      draw: {
        ...DEFAULT_SETTINGS.draw,
        randomness: {
          ...({ mode: 'beacon-after-ceremony', relays: [relay.url], ceremonyPlace: '一楼大厅' } as const),
          ...({
            noticeHours: 24,
            roundAfterCeremonyHours: 3,
            fallback: 'void',
            fallbackAfterHours: 24,
          } as const),
        },
      },
    },
  });
  await addKeys(db, authorityId);
  client = await engines.clientOf(NAME);
  await ensureNamespace(client.connection as never, NAME);
  processes = await startProcesses({
    databaseUrl: url,
    address: engines.address,
    namespace: NAME,
    worker: ['ceremony-worker.ts', '--chain', CHAIN, '--genesis', String(GENESIS_SECONDS)],
  });
  officers = officersAt(processes.apiUrl, authorityId);
}, 240_000);
afterAll(async () => {
  await processes?.stop();
  await relay?.stop();
  await db?.destroy();
  await engines?.stop();
}, 60_000);

const killed: string[] = [];

const hold = (table: string): Promise<Hold> => holdTable(url, engines.urlOf('postgres'), table);

/** Kills in the middle of a step that has written facts and committed nothing. */
const killInStep = async (state: string, held: Hold, victim = processes.worker): Promise<void> => {
  await held.untilCaught();
  expect(victim.kill()).toBe(true);
  killed.push(state);
  process.stdout.write(`${new Date().toISOString()} ${victim.name} killed: ${state}\n`);
  await held.release();
  await until(`${victim.name} is up again`, async () => victim.isUp());
};

interface Facts {
  readonly id: string;
  readonly state: string;
  readonly announcement: Announcement | null;
}

const drawNow = async (): Promise<Facts> => {
  const found = await db.selectFrom('draw').select(['id', 'state', 'announcement']).executeTakeFirstOrThrow();
  return { ...found, announcement: found.announcement as unknown as Announcement | null };
};

const untilDraw = (what: string, holds: (draw: Facts) => boolean): Promise<void> =>
  until(what, async () => holds(await drawNow()));

/** Several browsers at the same moment. @returns how many were answered with yes, and the words of the others */
const atOnce = async (
  drawId: string,
  presses: readonly { readonly by: string; readonly name: string; readonly content: object }[],
) => {
  const path = `/api/draws/${encodeURIComponent(drawId)}/commands`;
  const answers = await Promise.allSettled(
    presses.map(({ by, name, content }, index) =>
      officers.give(by, `${path}/${name}`, { id: `${drawId}/${killed.length}/${name}/${index}`, ...content }),
    ),
  );
  return {
    done: answers.filter(({ status }) => status === 'fulfilled').length,
    refused: answers.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : [])),
  };
};

/** Operator and supervisor at the same moment, and the operator in a second window as well. */
const signAtOnce = async (drawId: string, document: 'announcement' | 'receipt') => {
  const signing = { db, authorityId, drawId };
  const presses = [];
  for (const role of ['operator', 'supervisor', 'operator'] as const) {
    const signature = await signatureOf(signing, document, role);
    presses.push({ by: HOLDERS[role], name: 'signDraw', content: { document, role, ...signature } });
  }
  return atOnce(drawId, presses);
};

const auditOf = async (drawId: string): Promise<string[]> => {
  const events = await db
    .selectFrom('auditEvent')
    .select('action')
    .where('subjectKind', '=', 'draw')
    .where('subjectId', '=', drawId)
    .execute();
  return events.map(({ action }) => action).sort();
};

const count = async (table: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from ${sql.table(table)}`.execute(
    db,
  );
  return rows[0]?.n ?? Number.NaN;
};

it(
  'ends a live draw with one result though its worker and PostgreSQL are killed in the middle of its steps',
  async () => {
    const opening = openCycle({ db, client, authorityId });
    await opening;
    await untilDraw('the announcement is drafted', ({ state }) => state === 'drafted');
    const { id: drawId, announcement } = await drawNow();
    const workflowId = drawWorkflowId(authorityId, drawId);

    const signatures = await hold('draw_signature');
    const signing = signAtOnce(drawId, 'announcement');
    await killInStep('drafted, being signed', signatures);
    expect(await signing).toEqual({ done: 2, refused: [expect.stringContaining('不能')] });
    await untilDraw('the signed announcement waits for the dice', ({ state }) => state === 'waiting');

    const [dice, beacon] = announcement?.sources ?? [];
    const ceremonyMs = Date.parse(dice?.when ?? '');
    const roundMs = Date.parse(beacon?.when ?? '');
    relayNowMs = ceremonyMs;
    await patiently(() => skipUntil(client, workflowId, ceremonyMs + MINUTE_MS));
    const entries = await hold('draw_dice_entry');
    const presses = ['drawer', 'office', 'drawer'].map((by) => ({
      by,
      name: 'enterDice',
      content: { digits: DIGITS, readBy: 'i1' },
    }));
    const typing = atOnce(drawId, presses);
    await killInStep('published, dice being typed: PostgreSQL', entries, engines.postgres);
    expect(await typing).toMatchObject({ done: 2, refused: [expect.any(String)] });

    relay.fail('hangs');
    relayNowMs = roundMs + MINUTE_MS;
    const asked = relay.asked.length;
    await patiently(() => skipUntil(client, workflowId, roundMs + ASKED_AFTER_MS));
    await until('a relay is asked', async () => relay.asked.length > asked);
    expect(processes.worker.kill()).toBe(true);
    killed.push('waiting for randomness, a relay being asked');
    const proof = await hold('draw_source_proof');
    relay.fail(null);
    await killInStep('randomness come, being stored', proof);
    await untilDraw('the record is sealed', ({ state }) => state === 'sealed');
    const { recordHash } = await db.selectFrom('draw').select('recordHash').executeTakeFirstOrThrow();

    await until('the receipt is to be signed', async () => (await count('draw_receipt')) === 1);
    const notices = await hold('message');
    const receipting = signAtOnce(drawId, 'receipt');
    expect(await receipting).toEqual({ done: 2, refused: [expect.stringContaining('不')] });
    await killInStep('signed, being published', notices);
    await untilDraw('it is published', ({ state }) => state === 'published');

    const words = await hold('draw_witness');
    const witnessing = atOnce(drawId, [
      { by: 'witness', name: 'signOffDraw', content: {} },
      { by: 'witness', name: 'signOffDraw', content: {} },
    ]);
    await killInStep('published, being witnessed', words);
    expect(await witnessing).toMatchObject({ done: 1, refused: [expect.any(String)] });

    await until('every task is dispatched', async () => {
      const tasks = await db.selectFrom('task').select('dispatchedAt').execute();
      return tasks.length > 0 && tasks.every(({ dispatchedAt }) => dispatchedAt !== null);
    });
    await until('the draw has ended', async () => {
      const { ended } = await db
        .selectFrom('workflowProgress')
        .select('ended')
        .where('workflowId', '=', workflowId)
        .executeTakeFirstOrThrow();
      return ended;
    });
    process.stdout.write(`killed in ${killed.length} states: ${killed.join('; ')}\n`);

    // One result for its number, and it is the one that everybody computes.
    expect(await count('draw')).toBe(1);
    const end = await db.selectFrom('draw').selectAll().executeTakeFirstOrThrow();
    expect(end).toMatchObject({ state: 'published', recordHash, announcement });
    const { firstWrong, checked } = await verifyDraw(db, authorityId, drawId, OF_THE_BEACON);
    expect(firstWrong).toBeNull();
    expect(checked).toEqual(
      expect.arrayContaining(['prk', 'tickets', 'assignment', 'record-hash', 'receipt']),
    );

    // Tasks once, events once.
    const strata = announcement?.strata ?? [];
    const drawn = await db.selectFrom('drawEntry').select('unitId').where('drawn', '=', true).execute();
    expect(drawn).toHaveLength(strata.reduce((sum, { quota }) => sum + quota, 0));
    const tasks = await db.selectFrom('task').select(['unitId', 'drawId']).execute();
    expect(tasks.map(({ unitId }) => unitId).sort()).toEqual(
      [...new Set(drawn.map(({ unitId }) => unitId))].sort(),
    );
    expect(await auditOf(drawId)).toEqual(
      [
        ...[
          'draw.numbered',
          'draw.announced',
          'draw.signed',
          'draw.signed',
          'draw.locked',
          'draw.dice-typed',
          'draw.dice',
        ],
        ...['draw.randomness', 'draw.sealed', 'draw.signed', 'draw.signed', 'draw.published'],
        'draw.witness-agreed',
        // The operator's second window, twice; the dice typed once more; the witness's second window.
        ...['command.refused', 'command.refused', 'command.refused', 'command.refused'],
      ].sort(),
    );
    expect({
      signatures: await count('draw_signature'),
      entries: await count('draw_dice_entry'),
      proofs: await count('draw_source_proof'),
      receipts: await count('draw_receipt'),
      words: await count('draw_witness'),
      events: await count('draw_event'),
    }).toEqual({ signatures: 4, entries: 2, proofs: 2, receipts: 1, words: 1, events: 1 });
    await patiently(() => sealAllAudit(db));
    expect(await verifyAudit(db, authorityId)).toMatchObject({ ok: true });

    // Nobody is told twice.
    await until(
      'every message is settled',
      async () => {
        const { rows } = await sql`
          select from message where state in ('created', 'queued', 'sending')`.execute(db);
        return rows.length === 0;
      },
      MESSAGES_LIMIT_MS,
    );
    const messages = await db
      .selectFrom('message')
      .select([
        'id',
        'channel',
        'state',
        'template',
        'stage',
        'dueOn',
        'recipientId',
        'subjectKind',
        'subjectId',
        'params',
      ])
      .execute();
    const told = messages.map(({ id: _, state: __, ...message }) => JSON.stringify(message));
    expect(new Set(told).size).toBe(told.length);
    const mails = processes.inbox.countsByMessage();
    const texts = processes.sms.messages().map(({ messageId }) => messageId);
    expect(new Set(texts).size).toBe(texts.length);
    for (const { id, channel, state } of messages) {
      const arrived = channel === 'email' ? (mails.get(id) ?? 0) : texts.filter((each) => each === id).length;
      if (state === 'sent') expect(arrived).toBe(1);
      else expect(arrived).toBeLessThanOrEqual(1);
    }
    expect(messages.filter(({ subjectKind }) => subjectKind === 'draw').length).toBeGreaterThan(5);
    process.stdout.write(
      `messages: ${messages.length}, of which unknown: ${messages.filter(({ state }) => state === 'unknown').length}\n`,
    );
  },
  LIMIT_MS,
);
