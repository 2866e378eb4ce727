import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { type Case, taskOf } from '../../support/cases/case.ts';
import { CHANNELS, shownOn } from '../../support/cases/contents.ts';
import { type Stage, startStage } from '../../support/cases/stage.ts';
import { auditOf, messagesOf } from '../../support/cases/traces.ts';
import { publicationsOn } from './publication-play.ts';

const TODAY = '2021-03-01';
const [PLATFORM, SITE] = CHANNELS;
const LEADER_APPROVES = {
  publication: { ...DEFAULT_SETTINGS.publication, approver: 'supervisor' as const },
};
/** Holds both roles; his deputy stands in for one of them alone, the approver's. */
const LEADER = 'approver';
const AGREED = { actorId: LEADER, opinion: '同意公示' };

describe('a publication that a named role approves', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ initialTime: `${TODAY}T02:00:00.000Z` });
  });
  afterAll(() => stage.stop());
  const { begin, deadline, revisions } = publicationsOn(() => stage);
  const subjectOf = (made: Case, revision = 1) => `${taskOf(made).id}/${revision}`;
  const approvals = async (made: Case) =>
    (await auditOf(stage.db, made.authorityId)).filter((line) => line.startsWith('publication.approved'));

  it('is shown on no channel before the leader in charge has approved it, and keeps its due day [R217]', async () => {
    const made = await begin('leader', 'reviewed', { settings: LEADER_APPROVES });
    await stage.settled();
    const due = await deadline(made);
    expect(await messagesOf(stage.db, 'leader', /^publication/)).toEqual([
      `publication.to-approve/1 → ${LEADER} email`,
    ]);
    expect(
      await stage.refused(() => stage.send('confirmChannel', subjectOf(made), shownOn(PLATFORM, TODAY))),
    ).toMatchObject({ code: 'WrongState', message: '该结果须先经分管领导批准公示，才能登记公示凭证' });
    await stage.send('approvePublication', subjectOf(made), AGREED);
    expect(await approvals(made)).toEqual([`publication.approved ${LEADER}`]);
    expect(await messagesOf(stage.db, 'leader', /^publication\.due/)).toEqual([
      'publication.due/1 → publisher email',
    ]);
    expect(await deadline(made)).toEqual(due);
    await stage.send('confirmChannel', subjectOf(made), shownOn(PLATFORM, TODAY));
    await stage.send('confirmChannel', subjectOf(made), shownOn(SITE, TODAY));
    expect(await revisions(made)).toMatchObject([{ revision: 1, state: 'confirmed' }]);
  });

  it('is approved by the role of the setting alone, once, with an opinion, and not by who confirms it [R217]', async () => {
    const made = await begin('whose', 'reviewed', { settings: LEADER_APPROVES });
    await stage.settled();
    const approve = (more: object) => () =>
      stage.send('approvePublication', subjectOf(made), { ...AGREED, ...more });
    for (const actorId of ['publisher', 'i1', 'deputy']) {
      expect(await stage.refused(approve({ actorId }))).toMatchObject({ code: 'Forbidden' });
    }
    expect(await stage.refused(approve({ opinion: ' ' }))).toMatchObject({ field: 'opinion' });
    await stage.db
      .insertInto('officerRole')
      .values(
        ['publisher', 'i1'].map((officerId) => ({
          ...{ authorityId: 'whose', officerId },
          role: 'supervisor' as const,
        })),
      )
      .execute();
    expect(await stage.refused(approve({ actorId: 'i1' }))).toMatchObject({
      code: 'SamePerson',
      message: '检查组成员不能批准公示自己的检查结果',
    });
    await approve({ actorId: 'publisher' })();
    expect(await stage.refused(approve({}))).toMatchObject({
      code: 'WrongState',
      message: '该结果已批准公示',
    });
    expect(
      await stage.refused(() => stage.send('confirmChannel', subjectOf(made), shownOn(PLATFORM, TODAY))),
    ).toMatchObject({ code: 'SamePerson', message: '批准公示与登记公示凭证不能为同一人' });
  });

  it('asks again for what a correction shows, and not for a withdrawal [R217]', async () => {
    const made = await begin('again', 'reviewed', { settings: LEADER_APPROVES });
    const { id } = taskOf(made);
    const of = { authorityId: 'again', publicationId: id };
    await stage.send('approvePublication', subjectOf(made), AGREED);
    await stage.send('confirmChannel', subjectOf(made), shownOn(PLATFORM, TODAY));
    await stage.revise(
      'correctPublication',
      { ...of, revision: 2 },
      { actorId: 'reviewer', reason: '结果代码录入错误', codes: ['7'], enteredBy: 'i1' },
    );
    await stage.settled();
    expect(
      await stage.refused(() => stage.send('confirmChannel', subjectOf(made, 2), shownOn(PLATFORM, TODAY))),
    ).toMatchObject({ code: 'WrongState' });
    await stage.send('approvePublication', subjectOf(made, 2), AGREED);
    await stage.send('confirmChannel', subjectOf(made, 2), shownOn(PLATFORM, TODAY));
    await stage.revise(
      'withdrawPublication',
      { ...of, revision: 3 },
      { actorId: 'approver', reason: '对象名称有误' },
    );
    await stage.settled();
    expect(
      await stage.refused(() => stage.send('approvePublication', subjectOf(made, 3), AGREED)),
    ).toMatchObject({ code: 'WrongState', message: expect.stringContaining('撤回已经审批') });
    await stage.send('confirmChannel', subjectOf(made, 3), shownOn(PLATFORM, TODAY));
  });

  it('needs no approval where the authority names nobody, and says so', async () => {
    const made = await begin('nobody', 'reviewed');
    await stage.settled();
    expect(
      await stage.refused(() => stage.send('approvePublication', subjectOf(made), AGREED)),
    ).toMatchObject({ code: 'WrongState', message: expect.stringContaining('没有另设公示审批') });
    await stage.send('confirmChannel', subjectOf(made), shownOn(PLATFORM, TODAY));
    expect(await approvals(made)).toEqual([]);
  });

  it('reminds who approves until it is approved, then who publishes [R217]', async () => {
    const made = await begin('reminded', 'reviewed', { settings: LEADER_APPROVES });
    await stage.sleepTo('2021-03-12');
    const reminded = async () =>
      (await messagesOf(stage.db, 'reminded', /^publication\/1\..*(approver|publisher) email$/)).map((line) =>
        line.replace('publication/1.', ''),
      );
    const untilApproved = ['before-3', 'before-1', 'on', 'after-1'].map(
      (rung) => `${rung} → ${LEADER} email`,
    );
    expect(await reminded()).toEqual(untilApproved);
    await stage.send('approvePublication', subjectOf(made), AGREED);
    await stage.sleepTo('2021-03-20');
    expect(await reminded()).toEqual([...untilApproved, 'after-3 → publisher email']);
  });
});
