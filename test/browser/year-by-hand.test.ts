/** A year by hand in the browser alone: from the plan's file to the referral and the close of its cycle. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { PEOPLE, SMALL_PLAN } from '../support/rehearsal/small-plan.ts';
import { describeInBrowser, expectQuiet, picture } from './support/browser.ts';
import { type RoomBrowser, startRoomBrowser } from './support/room-browser.ts';
import { actAs, ask, nextEvent, toDate } from './support/year-steps.ts';

const LIMIT_MS = 100_000;

let at: RoomBrowser;
let page: Page;
let task: { id: string; team: string[]; itemId: string };
let orderId = '';

const give = (subject: string, command: string, body: object) =>
  ask(page, `${subject}/commands/${command}`, body);

describeInBrowser('a year by hand', () => {
  beforeAll(async () => {
    at = await startRoomBrowser();
    page = await at.enter();
  }, LIMIT_MS);
  afterAll(() => at.close());

  it(
    'imports a plan with its doubt answered; others review, approve and publish it',
    async () => {
      await actAs(page, PEOPLE.drafter);
      const opened = await page.request.fetch(new URL('/api/plan-imports', page.url()).href, {
        method: 'POST',
        headers: { 'x-requested-by': 'test' },
        multipart: {
          file: { name: '2021年计划.txt', mimeType: 'text/plain', buffer: await readFile(SMALL_PLAN) },
        },
      });
      const { id } = await opened.json();
      const { doubts } = await ask(page, `/api/plan-imports/${id}`);
      const answers = doubts.map(({ key }: { key: string }) => ({
        ...{ key, value: '不定向', assumed: false, reason: null },
      }));
      await ask(page, `/api/plan-imports/${id}/answers`, { answers }, 'PUT');
      await ask(page, `/api/plan-imports/${id}/draft`, { reason: '2021年度计划' });
      await actAs(page, PEOPLE.reviewer);
      await ask(page, '/api/plans/2021/versions/1/review', {});
      await actAs(page, PEOPLE.approver);
      await ask(page, '/api/plans/2021/versions/1/approve', { decision: '经局党组同意' });
      await actAs(page, PEOPLE.publisher);
      await ask(page, '/api/plans/2021/versions/1/publish', {});
    },
    LIMIT_MS,
  );

  it(
    'opens its cycle, draws and tells the teams',
    async () => {
      await page.goto(`${at.room.homeUrl}/console/rehearsal`);
      await nextEvent(page);
      await nextEvent(page);
      const { items } = await ask(page, '/api/tasks');
      expect(items.length).toBeGreaterThanOrEqual(4);
      expect(items.length).toBeLessThanOrEqual(10);
      const { id } = items[0];
      const { team, items: ofTask } = await ask(page, `/api/tasks/${id}`);
      task = {
        id,
        team: team.map(({ officerId }: { officerId: string }) => officerId),
        itemId: ofTask[0].itemId,
      };
    },
    LIMIT_MS,
  );

  it(
    'is visited, and a finding entered and approved by another',
    async () => {
      await toDate(page, '2021-01-12');
      await actAs(page, task.team[0] ?? '');
      await give(`/api/tasks/${task.id}`, 'recordVisit', {
        startedAt: '2021-01-12T00:10:00.000Z',
        endedAt: '2021-01-12T00:50:00.000Z',
        place: '井坪镇北环路1号',
      });
      const lines = await at.room.db
        .selectFrom('checklistLine')
        .select(['itemId', 'lineNo'])
        .where('itemId', '=', task.itemId)
        .orderBy('lineNo')
        .execute();
      await give(`/api/tasks/${task.id}`, 'enterResult', {
        codes: ['5'],
        answers: lines.map((line, index) => ({ ...line, answer: index === 0 ? 'no' : 'yes' })),
        findings: [
          {
            itemId: task.itemId,
            text: '备案事项与实际业务不一致',
            article: '《机动车驾驶员培训管理规定》第十三条',
            measure: 'correct-by-date',
            dueOn: '2021-02-05',
          },
        ],
      });
      await actAs(page, PEOPLE.chief);
      await give(`/api/tasks/${task.id}`, 'reviewResult', { decision: 'approve', opinion: '同意' });
      const { items } = await ask(page, '/api/orders');
      expect(items).toHaveLength(1);
      orderId = items[0].id;
    },
    LIMIT_MS,
  );

  it(
    'asks for more time, gets it, and fails both re-inspections',
    async () => {
      await toDate(page, '2021-02-02');
      await actAs(page, task.team[0] ?? '');
      const order = `/api/orders/${orderId}`;
      await give(order, 'requestExtension', {
        dueOn: '2021-02-05',
        newDueOn: '2021-02-22',
        reason: '备案变更需要时间',
      });
      const { extensions, findings } = await ask(page, order);
      await actAs(page, PEOPLE.approver);
      await give(order, 'decideExtension', {
        extensionId: extensions[0].id,
        decision: 'granted',
        reason: '情况属实，同意延期',
      });
      const outcomes = [{ findingId: findings[0].id, outcome: 'not-rectified' }];
      for (const date of ['2021-02-24', '2021-03-02']) {
        await toDate(page, date, true);
        await actAs(page, task.team[0] ?? '');
        await give(order, 'reinspect', { inspectedOn: date, outcomes, note: '现场复查，仍未改正' });
      }
    },
    LIMIT_MS,
  );

  it(
    'is referred',
    async () => {
      await actAs(page, PEOPLE.approver);
      const { findings } = await ask(page, `/api/orders/${orderId}`);
      await give(`/api/orders/${orderId}`, 'referFindings', {
        findingIds: [findings[0].id],
        receiver: '交通运输综合行政执法队',
        reason: '经两次复查仍未改正',
      });
      expect((await ask(page, `/api/orders/${orderId}`)).state).toBe('referred');
    },
    LIMIT_MS,
  );

  it(
    'is shown on both channels, and the cycle closes with its report',
    async () => {
      await toDate(page, '2021-03-15', true);
      await actAs(page, PEOPLE.publisher);
      for (const channel of ['provincial-platform', 'government-site']) {
        await give(`/api/publications/${task.id}/revisions/1`, 'confirmChannel', {
          channel,
          publishedOn: '2021-03-15',
          proof: { kind: 'address', reference: `https://example.invalid/${channel}` },
        });
      }
      await toDate(page, '2021-04-01', true);
      const cycle = await ask(page, '/api/cycles/2021-1');
      expect(cycle).toMatchObject({ state: 'closed' });
    },
    LIMIT_MS,
  );

  it(
    'told everybody, and says day by day what happened',
    async () => {
      await page.getByRole('link', { name: '收件箱' }).click();
      await page.getByRole('article').first().waitFor();
      await page.goto(`${at.room.homeUrl}/console/rehearsal`);
      await page.getByText('移送 1').waitFor();
      await page.getByText('周期办结 1').waitFor();
      await picture(page, 'year-by-hand');
      expectQuiet(page);
    },
    LIMIT_MS,
  );
});
