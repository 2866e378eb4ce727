import { openDatabase } from '../../db/connect.ts';
import { databaseAnswers } from '../../db/database-answers.ts';
import { freePort } from '../../tools/process/free-port.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

it('says whether PostgreSQL answers', async () => {
  expect(await databaseAnswers(test.db)).toBe(true);
  const nobody = openDatabase(`postgres://nobody@127.0.0.1:${await freePort()}/none`, { max: 1 });
  expect(await databaseAnswers(nobody)).toBe(false);
  await nobody.destroy();
});
