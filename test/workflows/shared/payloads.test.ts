import proto from '@temporalio/proto';
import { recordVisitUpdate } from '../../../workflows/inspection-task/contract.ts';
import { type CaseTask, taskOf } from '../../support/cases/case.ts';
import { approval, CHANNELS, cleanResult, finding, resultWith, visit } from '../../support/cases/contents.ts';
import { refusalOf, type Stage, startStage } from '../../support/cases/stage.ts';

/** Every text that a person writes here begins with this, in letters that JSON leaves as they are. */
const MARK = '亲笔';
const written = (text: string): string => `${MARK}${text}`;
const DUE_ON = '2021-03-31';

describe('what Temporal is told of a command', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ initialTime: '2021-03-01T00:00:00.000Z' });
  });
  afterAll(() => stage.stop());

  /** A workflow's whole history as bytes: inputs, answers, failures, markers. */
  const bytesOf = async (workflowId: string): Promise<Buffer> => {
    const history = await stage.client.workflow.getHandle(workflowId).fetchHistory();
    return Buffer.from(proto.temporal.api.history.v1.History.encode(history).finish());
  };

  /** From the visit to the referral of what stays wrong, with whatever a person can write on the way. */
  const playInWriting = async (task: CaseTask): Promise<void> => {
    const [member = ''] = task.team;
    const wrong = finding({
      ...{ text: written('问题'), article: written('条款') },
      ...{ measure: 'correct-by-date', dueOn: DUE_ON },
    });
    const result = resultWith(task, [wrong]);
    const notes = cleanResult(task).answers.map((answer) => ({ ...answer, note: written('说明') }));
    const visited = { ...visit(task, await stage.now()), place: written('地点') };
    await stage.send('recordVisit', task.id, visited);
    await stage.send('enterResult', task.id, { ...result, answers: notes, remark: written('备注') });
    await stage.send('reviewResult', task.id, { ...approval, opinion: written('意见') });
    const proof = { kind: 'address', reference: `https://example.org/${MARK}` };
    const [channel] = CHANNELS;
    const shown = { actorId: 'publisher', channel, publishedOn: await stage.today(), proof };
    await stage.send('confirmChannel', `${task.id}/1`, shown);
    const order = `${task.id}-R1`;
    const findingIds = [`${task.id}-F1.1`];
    const unit = { actorId: task.unitId, actorKind: 'unit' };
    const more = { dueOn: DUE_ON, newDueOn: '2021-04-09', reason: written('采购') };
    await stage.send('requestExtension', order, { ...unit, ...more }, { id: 'ask' });
    const decision = { extensionId: 'ask', decision: 'refused', reason: written('不同意') };
    await stage.send('decideExtension', order, { actorId: 'approver', ...decision });
    await stage.send('reportRectified', order, { ...unit, findingIds, note: written('整改') });
    const outcomes = [{ findingId: findingIds[0], outcome: 'not-rectified' }];
    const inspected = { actorId: member, inspectedOn: await stage.today(), outcomes, note: written('复查') };
    await stage.send('reinspect', order, inspected);
    const receiver = { receiver: written('机关'), reason: written('理由') };
    await stage.send('referFindings', order, { actorId: 'approver', findingIds, ...receiver });
  };

  /** Each is refused in words, or by an error, that quote what was written. */
  const refuseInWriting = async (task: CaseTask): Promise<void> => {
    const refusals = [
      await refusalOf(stage.send('enterResult', task.id, { ...cleanResult(task), codes: [written('代码')] })),
      await refusalOf(
        stage.send('enterResult', task.id, { actorId: task.team[0] ?? '', remark: written('备注') }),
      ),
      await refusalOf(
        stage.send('enterResult', task.id, {
          ...cleanResult(task),
          answers: [...cleanResult(task).answers, { itemId: written('事项'), lineNo: 1, answer: 'yes' }],
        }),
      ),
    ];
    expect(refusals.map(({ message, field }) => `${field} ${message}`).join()).toContain(MARK);
  };

  it('is its ids: nothing of what people write, nor of the words that answer them, is in any history', async () => {
    const made = await stage.addCase({ id: 'written' });
    await stage.dispatch(made);
    const [task, other] = [taskOf(made), taskOf(made, 1)];
    await playInWriting(task);
    await stage.send('recordVisit', other.id, { ...visit(other, await stage.now()), place: written('地点') });
    await refuseInWriting(other);
    await stage.settled();

    const workflows = await stage.db.selectFrom('workflowProgress').select('workflowId').execute();
    const ids = workflows.map(({ workflowId }) => workflowId);
    expect(ids).toEqual(
      expect.arrayContaining([`task/${task.id}`, `publication/${task.id}/1`, `rectification/${task.id}-R1`]),
    );
    for (const id of ids) {
      const bytes = await bytesOf(id);
      expect(bytes.length).toBeGreaterThan(0);
      expect({ id, told: bytes.includes(MARK) }).toEqual({ id, told: false });
    }
    // The facts hold all of it.
    const commands = await stage.db.selectFrom('command').select('content').execute();
    expect(JSON.stringify(commands)).toContain(written('机关'));

    // And a text that did travel would be found.
    const args: [never] = [
      { ...visit(other, await stage.now()), id: 'whole', place: written('地点') } as never,
    ];
    const whole = stage.client.workflow
      .getHandle(`task/${other.id}`)
      .executeUpdate(recordVisitUpdate, { args });
    expect(await refusalOf(whole)).toMatchObject({ code: 'NotFound' });
    expect((await bytesOf(`task/${other.id}`)).includes(MARK)).toBe(true);
  });
});
