import { systemDoing } from '../../../db/actor.ts';
import { makeLink } from '../../../db/unit-link/links.ts';
import { saveStatement } from '../../../db/unit-link/statements.ts';
import { LINK_ID_LENGTH } from '../../../domain/unit-link/link-token.ts';
import { renderEmail, type Wordable } from '../../../notify/templates/render.ts';
import { linkRound } from '../../../notify/unit-links/link-round.ts';
import { createLog } from '../../../runtime/log.ts';
import { HOME, START, startTestApp, type TestApp } from '../../api/support/app.ts';
import { addFacts, taskId } from '../../api/support/facts.ts';
import { addNumberedTask, addStatement, NUMBER, NUMBERED_UNIT } from '../../api/support/numbered-task.ts';

let test: TestApp;
const at = '2021-03-01T02:00:00.000Z';
const log = createLog({ process: 'test', level: 'silent' });
const round = () => linkRound({ db: test.db, businessNow: () => at, log });
const messages = () =>
  test.db
    .selectFrom('message')
    .select([
      'subjectKind',
      'subjectId',
      'channel',
      'recipientKind',
      'recipientId',
      'params',
      'template',
      'state',
    ])
    .where('template', 'like', 'unit.%')
    .orderBy('id')
    .execute();

beforeAll(async () => {
  test = await startTestApp({}, 'live');
  await addFacts(test.db, HOME);
  await test.db
    .updateTable('task')
    .set({ announced: false, unannouncedBasis: '安全生产法第六十五条' })
    .where('id', '=', taskId(HOME, 1))
    .execute();
});
afterAll(() => test.close());

it('sends each unit that was told of a visit or an order one link, and no unit whose visit must stay unknown', async () => {
  expect(await round()).toBeGreaterThan(0);
  const links = await test.db.selectFrom('unitLink').select(['id', 'taskId']).execute();
  const tasks = links.map((link) => link.taskId);
  expect(tasks).toContain(taskId(HOME, 2));
  // Its order was issued lately, though its visit is over.
  expect(tasks).toContain(taskId(HOME, 5));
  expect(tasks).not.toContain(taskId(HOME, 1));
  expect(new Set(tasks).size).toBe(tasks.length);
  const sent = await messages();
  expect(new Set(sent.map(({ subjectId }) => subjectId))).toEqual(new Set(links.map(({ id }) => id)));
  // Of the link the row keeps the id alone: nobody who reads the database can open the page.
  for (const { params, recipientKind } of sent) {
    expect(recipientKind).toBe('unit');
    expect((params as { link: string }).link).toHaveLength(LINK_ID_LENGTH);
  }
  // Each says what it is for: the visit that is coming, or the order that was issued.
  const matters = new Map(
    links.map(({ id, taskId: task }) => {
      const [message] = sent.filter(({ subjectId }) => subjectId === id);
      return [task, (message?.params as { matter?: string } | undefined)?.matter];
    }),
  );
  expect(matters.get(taskId(HOME, 5))).toBe('责令改正通知书');
  expect(matters.get(taskId(HOME, 2))).toBe('检查事项');
});

it('makes no second link though business time stood still or behind while the first was made', async () => {
  const before = (await messages()).length;
  await test.db
    .updateTable('task')
    .set({ dispatchedAt: '2021-03-01T03:00:00.000Z' })
    .where('id', '=', taskId(HOME, 2))
    .execute();
  expect(await round()).toBe(0);
  expect(await messages()).toHaveLength(before);
});

it('does nothing a second time', async () => {
  const before = (await messages()).length;
  expect(await round()).toBe(0);
  expect(await messages()).toHaveLength(before);
});

it('tells team and office what came in, by mail alone, and the unit of its answer, each once', async () => {
  const [link] = await test.db
    .selectFrom('unitLink')
    .selectAll()
    .where('taskId', '=', taskId(HOME, 2))
    .execute();
  if (link === undefined) throw new Error('no link');
  const session = { authorityId: HOME, linkId: link.id, taskId: link.taskId, unitId: link.unitId };
  const statement = { kind: 'statement', about: null, text: '情况说明', person: '王五', files: [] } as const;
  const statementId = await test.db
    .transaction()
    .execute((trx) => saveStatement(trx, session, statement, START));
  await round();
  const told = (await messages()).filter(({ template }) => template === 'unit.statement');
  expect(told.map(({ recipientId }) => recipientId).sort()).toEqual(['drawer', 'inspector', 'office']);
  expect(new Set(told.map(({ channel }) => channel))).toEqual(new Set(['email']));
  expect(JSON.stringify(told)).not.toContain('情况说明');
  await test.db
    .insertInto('unitStatementAnswer')
    .values({ authorityId: HOME, statementId, text: '已阅', answeredBy: 'office', businessAt: at })
    .execute();
  const ofAnswer = { id: 'linkOfAnswer', taskId: link.taskId };
  await test.db.transaction().execute((trx) => makeLink(trx, HOME, ofAnswer, systemDoing('test', at)));
  await round();
  await round();
  const answers = (await messages()).filter(({ template }) => template === 'unit.answered');
  expect(answers.map(({ channel, recipientId }) => [channel, recipientId]).sort()).toEqual([
    ['email', link.unitId],
    ['sms', link.unitId],
  ]);
  // The way to it stands in the letter itself; no letter of its own with another title brings it.
  const [{ params } = { params: {} }] = answers;
  const { link: linkId } = params as { link?: string };
  const brought = await test.db
    .selectFrom('unitLink')
    .select(['id', 'taskId', 'businessAt'])
    .where('id', '=', linkId ?? '')
    .execute();
  expect(brought).toEqual([{ ...ofAnswer, businessAt: at }]);
  expect((await messages()).filter(({ subjectId }) => subjectId === linkId)).toHaveLength(0);
});

it('names the task by its number, the unit by its name, in the mail’s subject too, the statement by its receipt', async () => {
  await addNumberedTask(test.db);
  const statementId = await addStatement(test.db, 77, '申请换人', 'recusal');
  await round();
  const told = (await messages()).filter(({ subjectId }) => subjectId === statementId);
  expect(told).toHaveLength(2);
  for (const { params } of told)
    expect(params).toMatchObject({
      ...{ taskNumber: NUMBER, unitName: NUMBERED_UNIT, receiptNumber: 'pinglu收〔2021〕0077号' },
    });
  const [mail] = await test.db
    .selectFrom('message')
    .selectAll()
    .where('subjectId', '=', statementId)
    .execute();
  expect(renderEmail(mail as unknown as Wordable, { rehearsal: false }).subject).toBe(
    `${NUMBERED_UNIT}申请检查人员回避（pinglu收〔2021〕0077号）`,
  );
});
