import { join } from 'node:path';
import { runMessageCommand } from '../../../cli/message/message-command.ts';
import { insertNotices } from '../../../notify/outbox/insert-notices.ts';
import { addAuthority } from '../../db/support/authority.ts';
import { reminder } from '../../notify/support/samples.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const SAMPLES = join(import.meta.dirname, '../../notify/bounces/samples');
const MESSAGE = '0198c0de-0000-7000-8000-000000000001';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await addAuthority(test.db, 'pinglu');
  await test.db.transaction().execute((trx) => insertNotices(trx, [reminder('pinglu', 1)]));
});
afterAll(() => test.drop());

const run = async (sample: string) => {
  let written = '';
  const io = {
    stdout: { write: (text: string) => (written += text) },
    stderr: { write: (text: string) => (written += text) },
  };
  const args = ['bounce', join(SAMPLES, `${sample}.eml`), '--database-url', test.url];
  return { code: await runMessageCommand(args, io), written };
};
const hold = (state: 'sending' | 'sent') =>
  test.db.updateTable('message').set({ id: MESSAGE, state, provider: 'smtp' }).execute();

describe('message bounce', () => {
  it('asks the mail server to come again while the sending is not noted', async () => {
    await hold('sending');
    expect(await run('netease-report')).toMatchObject({ code: 75 });
  });

  it('notes a bounce of a sent message, and says what it became', async () => {
    await hold('sent');
    expect(await run('netease-report')).toEqual({ code: 0, written: `消息 ${MESSAGE}：退信。\n` });
    expect(await run('netease-report')).toEqual({
      code: 0,
      written: `消息 ${MESSAGE}：退信（此前已记录）。\n`,
    });
    const { state } = await test.db.selectFrom('message').select('state').executeTakeFirstOrThrow();
    expect(state).toBe('failed');
  });

  it('takes an absence note for none, and leaves what names no message to a person', async () => {
    expect(await run('absence-note')).toMatchObject({ code: 0, written: '不是退信，未作记录。\n' });
    expect(await run('exchange')).toMatchObject({ code: 1, written: expect.stringContaining('5.1.10') });
  });
});
