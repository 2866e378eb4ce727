/** Signers at their own machines, with nothing but their key and the address of the bureau's server. */
import { readFile, writeFile } from 'node:fs/promises';
import { readDrawEvents } from '../../db/draw/draw-events.ts';
import { unsignedEvents } from '../../db/draw/unsigned-events.ts';
import { type KeyDesk, openKeyDesk, type Said } from '../cli/keys/support/key-desk.ts';
import { type CeremonyHouse, startCeremonyHouse } from '../faults/support/ceremony-house.ts';
import { type LiveDraw, liveDrawOf } from '../faults/support/live-draw.ts';
import { PASSWORD } from '../faults/support/officers.ts';

const MINUTE_MS = 60_000;
const LIMIT_MS = 600_000;
const HOLDERS = { operator: 'drawer', supervisor: 'leader' } as const;
type Role = keyof typeof HOLDERS;

let house: CeremonyHouse;
let desk: KeyDesk;
beforeAll(async () => {
  house = await startCeremonyHouse('signing');
}, 240_000);
afterAll(async () => {
  await desk?.close();
  await house?.stop();
}, 60_000);

/** A bureau whose keys were made and registered from the command line, its first draw drafted. */
const drafted = async (id: string): Promise<LiveDraw> => {
  await desk?.close();
  const authorityId = await house.addBureau(id, { keys: false });
  desk = await openKeyDesk(authorityId, house.url);
  await writeFile(desk.at('password'), `${PASSWORD}\n`);
  await writeFile(desk.at('wrong-password'), 'not the password\n');
  expect(await desk.enter('register', 'supervisor', 'leader', ['supervisor'])).toMatchObject({ code: 0 });
  const operator = await desk.enter('register', 'operator', 'drawer', ['operator', 'supervisor']);
  expect(operator).toMatchObject({ code: 0 });
  house.setBeacon({ aheadMs: 0 });
  const draw = liveDrawOf(house, authorityId);
  await draw.open();
  await draw.untilState('drafted');
  return draw;
};

let files = 0;
/** Written out on the server. @returns where */
const written = async (draw: LiveDraw, ...document: string[]): Promise<string> => {
  files += 1;
  const path = desk.at(`document-${files}.json`);
  const { id } = await draw.now();
  expect(await desk.onServer('document', id, ...document, '--out', path)).toMatchObject({ code: 0 });
  return path;
};

/** Signed with a role's key, and sent by who signs in. */
const send = (
  { authorityId }: LiveDraw,
  path: string,
  role: Role,
  { as = HOLDERS[role], password = 'password' }: { readonly as?: string; readonly password?: string } = {},
): Promise<Said> =>
  desk.withPassphrase(
    ...['sign', path, '--key', desk.at(role), '--send', house.processes.apiUrl],
    ...['--username', `${authorityId}-${as}`, '--password-file', desk.at(password)],
  );

const signaturesOf = async ({ authorityId }: LiveDraw): Promise<string[]> => {
  const rows = await house.db
    .selectFrom('drawSignature')
    .select(['document', 'role'])
    .where('authorityId', '=', authorityId)
    .orderBy('signedAt')
    .execute();
  return rows.map(({ document, role }) => `${document} ${role}`);
};

it(
  'brings announcement, receipt and events to the server as their holders’, and nobody else’s',
  async () => {
    const draw = await drafted('sent');
    const announcement = await written(draw, 'announcement');
    await expect(send(draw, announcement, 'operator', { password: 'wrong-password' })).rejects.toThrow(
      /用户名或密码不正确/,
    );
    await expect(send(draw, announcement, 'operator', { as: 'leader' })).rejects.toThrow('不在您名下');
    await expect(send(draw, announcement, 'operator', { as: 'office' })).rejects.toThrow('只能由');
    expect(await signaturesOf(draw)).toEqual([]);
    expect((await send(draw, announcement, 'operator')).err).toContain('抽取人已对抽取公告签名');
    await expect(send(draw, announcement, 'operator')).rejects.toThrow('不能重复签名');
    expect((await send(draw, announcement, 'supervisor')).err).toContain('监督人已对抽取公告签名');
    await draw.untilState('waiting');

    await draw.gather();
    await draw.throwDice();
    const { roundMs } = await draw.hours();
    house.setBeacon({ atMs: roundMs + MINUTE_MS });
    await draw.skipTo(roundMs + MINUTE_MS / 2);
    await draw.untilState('sealed');
    const receipt = await written(draw, 'receipt');
    for (const role of ['supervisor', 'operator'] as const) await send(draw, receipt, role);
    await draw.untilState('published');
    expect((await signaturesOf(draw)).sort()).toEqual([
      ...['announcement operator', 'announcement supervisor', 'receipt operator', 'receipt supervisor'],
    ]);

    await draw.witness();
    await draw.untilOver();
    const { authorityId } = draw;
    const { id } = await draw.now();
    expect(await unsignedEvents(house.db, authorityId)).toMatchObject([{ drawId: id, firstNo: 1 }]);
    const events = await written(draw, 'events');
    await expect(send(draw, events, 'operator', { as: 'leader' })).rejects.toThrow('不在您名下');
    for (const _ of [1, 2]) {
      expect((await send(draw, events, 'operator')).err).toContain(`抽取${id}的其后事项已签名，至第1项`);
    }
    expect(await unsignedEvents(house.db, authorityId)).toEqual([]);
    const [event] = await readDrawEvents(house.db, authorityId, id);
    expect(event).toMatchObject({ kind: 'witness-signed', signature: { value: expect.any(String) } });
  },
  LIMIT_MS,
);

it(
  'brings a leader’s order to void a draw, signed as the event that it becomes, and refuses one that was altered',
  async () => {
    const draw = await drafted('voided');
    const announcement = await written(draw, 'announcement');
    for (const role of ['operator', 'supervisor'] as const) await send(draw, announcement, role);
    await draw.untilState('waiting');
    const order = await written(
      draw,
      'void',
      '--reason',
      '名录有重大错误',
      '--order-number',
      '平交〔2021〕3号',
    );
    await expect(send(draw, order, 'operator')).rejects.toThrow('作废决定由监督人签名');
    const altered = desk.at('altered.json');
    await writeFile(altered, (await readFile(order, 'utf8')).replaceAll('重大错误', '轻微错误'));
    await expect(send(draw, altered, 'supervisor')).rejects.toThrow('可能被改动过');
    expect(await draw.now()).toMatchObject({ state: 'waiting' });

    expect((await send(draw, order, 'supervisor')).err).toContain('已作废，编号保留');
    expect(await draw.now()).toMatchObject({ state: 'void', recordHash: null });
    const { id } = await draw.now();
    expect(await readDrawEvents(house.db, draw.authorityId, id)).toMatchObject([
      {
        ...{ kind: 'void', data: { by: 'order' }, reason: '名录有重大错误（平交〔2021〕3号）' },
        signature: { value: expect.any(String) },
      },
    ]);
  },
  LIMIT_MS,
);
