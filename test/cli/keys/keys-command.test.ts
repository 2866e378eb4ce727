import { readFile, stat, writeFile } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import { openKeyFile } from '../../../cli/keys/key-file.ts';
import type { Database } from '../../../db/connect.ts';
import { appendDrawEvent, readDrawEvents } from '../../../db/draw/draw-events.ts';
import { holderOf, readKeyLog } from '../../../db/keys/key-log.ts';
import { isSignedBy } from '../../../domain/keys/ed25519.ts';
import { keyLogFault } from '../../../domain/keys/key-log.ts';
import { signedText } from '../../../domain/keys/signed-text.ts';
import { addBureau } from '../../activities/support/bureau.ts';
import { bench, DRAW_DAY, lookAtDraw, OPENING } from '../../activities/support/play.ts';
import { thrownDice } from '../../activities/support/thrown-dice.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type KeyDesk, openKeyDesk } from './support/key-desk.ts';

let test: TestDatabase;
let db: Kysely<Database>;
let desk: KeyDesk;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
  await addBureau(db, { mode: 'live' });
  desk = await openKeyDesk('pinglu', test.url);
});
afterAll(async () => {
  await desk.close();
  await test.drop();
});

describe('a key file', () => {
  it('is for its owner alone, encrypted, and opens with its passphrase only', async () => {
    const { make, at, passphrase } = desk;
    const publicKey = await make('operator', 'own');
    expect((await stat(at('own'))).mode & 0o777).toBe(0o600);
    const text = await readFile(at('own'), 'utf8');
    const { seed } = openKeyFile(text, passphrase);
    expect(text).not.toContain(seed);
    expect(text).toContain(publicKey);
    expect(() => openKeyFile(text, `${passphrase}!`)).toThrow('密码不对');
    expect(() => openKeyFile(text.replace('"operator"', '"supervisor"'), passphrase)).toThrow('被改动');
    expect(() => openKeyFile('{}', passphrase)).toThrow('不是密钥文件');
  });

  it('is never written over, and never made under a short passphrase', async () => {
    const { make, at, keys } = desk;
    await make('operator', 'kept');
    const before = await readFile(at('kept'), 'utf8');
    await expect(make('operator', 'kept')).rejects.toThrow('EEXIST');
    expect(await readFile(at('kept'), 'utf8')).toBe(before);
    await writeFile(at('short'), '123456\n');
    const short = keys('make', '--role', 'operator', '--out', at('none'), '--passphrase-file', at('short'));
    await expect(short).rejects.toThrow('密码太短');
  });
});

describe('the key log from the command line', () => {
  it('takes a key from hand to hand until whoever must has vouched for it; then it stays', async () => {
    const { at, keys, enter, onServer, withPassphrase } = desk;
    expect(await enter('register', 'supervisor', 'leader', [], 'supervisor')).toMatchObject({ code: 1 });
    expect((await keys('list', '--database-url', test.url)).out).toContain('尚未登记');
    await withPassphrase('endorse', at('register-supervisor'), '--key', at('supervisor'));
    const submitted = await onServer('submit', at('register-supervisor'), '--officer', 'pinglu-leader');
    expect(submitted).toMatchObject({ code: 0 });
    expect(await enter('register', 'operator', 'drawer', ['operator'], 'operator')).toMatchObject({
      code: 1,
      err: expect.stringContaining('监督人密钥'),
    });
    await withPassphrase('endorse', at('register-operator'), '--key', at('supervisor'));
    expect(await onServer('submit', at('register-operator'), '--officer', 'pinglu-drawer')).toMatchObject({
      code: 0,
    });
    expect(
      await enter('rotate', 'operator', 'drawer', ['operator-2', 'supervisor'], 'operator-2'),
    ).toMatchObject({
      code: 0,
    });
    expect(await enter('lost', 'operator', '', ['supervisor'], 'operator')).toMatchObject({ code: 0 });
    const log = await readKeyLog(db, 'pinglu');
    expect(log.map(({ event, role }) => `${event} ${role}`)).toEqual([
      'made supervisor',
      'made operator',
      'rotated operator',
      'lost operator',
    ]);
    expect(keyLogFault('pinglu', log)).toBeNull();
    expect(await holderOf(db, 'pinglu', log[2]?.key_id ?? '')).toBe('drawer');
    expect((await onServer('list')).out.match(/在用/g)).toHaveLength(1);
    expect(
      await enter('register', 'operator', 'drawer', ['operator-3', 'supervisor'], 'operator-3'),
    ).toMatchObject({ code: 0 });
  });

  it('signs the very file that lies before the signer, and refuses one that was altered', async () => {
    const { at, onServer, withPassphrase } = desk;
    const table = await bench(db, thrownDice('2021-01-11T02:00:00.000Z'));
    for (const each of [OPENING, DRAW_DAY]) {
      await table.cycle.advanceCycle({ authorityId: 'pinglu', subjectId: '2021-1', at: each });
    }
    await lookAtDraw(table, 'pinglu', '2021-001', DRAW_DAY);
    const out = at('announcement.json');
    expect(await onServer('document', '2021-001', 'announcement', '--out', out)).toMatchObject({ code: 0 });
    const signed = await withPassphrase('sign', out, '--key', at('operator-3'));
    const { announcementHash } = await db
      .selectFrom('draw')
      .select('announcementHash')
      .executeTakeFirstOrThrow();
    const { document, role, keyId, value } = JSON.parse(signed.out) as Record<string, string>;
    const key = (await readKeyLog(db, 'pinglu')).at(-1);
    expect({ document, role, keyId }).toEqual({
      document: 'announcement',
      role: 'operator',
      keyId: key?.key_id,
    });
    const text = signedText('announcement', 'pinglu/2021-001', announcementHash ?? '');
    expect(isSignedBy(key?.public_key ?? '', text, value ?? '')).toBe(true);
    expect(signed.err).toContain('announced_at');
    await writeFile(at('altered.json'), (await readFile(out, 'utf8')).replace('{', '{ '));
    await expect(withPassphrase('sign', at('altered.json'), '--key', at('operator-3'))).rejects.toThrow(
      '不是规范写法',
    );
    expect(await onServer('document', '2021-001', 'receipt', '--out', at('none'))).toMatchObject({ code: 1 });
  });

  it('signs what happened after a draw: written out, signed elsewhere, taken in', async () => {
    const { at, onServer, withPassphrase } = desk;
    const out = at('events.json');
    expect(await onServer('document', '2021-001', 'events', '--out', out)).toMatchObject({ code: 1 });
    const happens = (reason: string) =>
      db
        .transaction()
        .execute((trx) =>
          appendDrawEvent(trx, 'pinglu', '2021-001', { at: DRAW_DAY, kind: 'announced-late', reason }),
        );
    await happens('停电');
    await happens('系统检修');
    expect(await onServer('document', '2021-001', 'events', '--out', out)).toMatchObject({ code: 0 });
    const signed = await withPassphrase('sign', out, '--key', at('operator-3'));
    expect(signed.err).toContain('系统检修');
    await writeFile(at('signature'), signed.out);
    // What happened meanwhile was not before the signer.
    await happens('再次检修');
    const accept = () => onServer('accept', '2021-001', at('signature'));
    expect(await accept()).toMatchObject({ code: 0, out: '抽取2021-001的其后事项已签名，至第2项\n' });
    expect(await accept()).toMatchObject({ code: 0 });
    const events = await readDrawEvents(db, 'pinglu', '2021-001');
    expect(events.map(({ signature }) => signature !== null)).toEqual([false, true, false]);
    await writeFile(at('forged.json'), (await readFile(out, 'utf8')).replace('停电', '断电'));
    await expect(withPassphrase('sign', at('forged.json'), '--key', at('operator-3'))).rejects.toThrow(
      '第1项与前一项不相衔接或被改动过',
    );
    await expect(onServer('accept', '2021-001', at('operator-3'))).rejects.toThrow('不是其后事项的签名');
  });
});
