import { resetPassword } from '../../api/services/accounts.ts';
import { loadSyntheticAuthority } from '../../tools/synthetic/load-authority.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

describe('a password that the operator gives', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await loadSyntheticAuthority(database.db, 'accounts');
  });
  afterAll(() => database.drop());

  it('opens an account that had none, and is on the record without being told', async () => {
    const { db } = database;
    const { username, id } = await db
      .selectFrom('officer')
      .select(['id', 'username'])
      .orderBy('id')
      .limit(1)
      .executeTakeFirstOrThrow();
    const password = await resetPassword(db, username);
    const { passwordHash, passwordTemporaryUntil } = await db
      .selectFrom('officer')
      .select(['passwordHash', 'passwordTemporaryUntil'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    // What each guess costs: 19 MiB, two passes.
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    // Somebody else has seen it: its owner replaces it.
    expect(passwordTemporaryUntil).not.toBeNull();
    const events = await db
      .selectFrom('auditEvent')
      .select(['subjectId', 'data'])
      .where('subjectId', '=', id)
      .execute();
    expect(events.length).toBeGreaterThan(0);
    expect(JSON.stringify(events)).not.toContain(password);
  });

  it('is refused for a username that nobody has', async () => {
    await expect(resetPassword(database.db, 'nobody')).rejects.toMatchObject({ code: 'NotFound' });
  });
});
