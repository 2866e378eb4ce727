import { readDrawEvents } from '../../../db/draw/draw-events.ts';
import { LIVE_WITH_DICE } from '../../support/cycles/live-draws.ts';
import { DRAW_ID, openScene, type Scene } from '../../support/cycles/scene.ts';
import { leaveUnsigned, object, reveal, SECRET } from '../../support/cycles/signed-draws.ts';

const eventsOf = ({ db, authorityId }: Scene) => readDrawEvents(db, authorityId, DRAW_ID);
const resultOf = ({ client }: Scene, workflowId: string) => client.workflow.getHandle(workflowId).result();

describe('the workflow of a live draw', () => {
  let scene: Scene;
  afterEach(() => scene.stop());

  it('ends by its own timer as void where one signature is missing; the cycle draws anew', async () => {
    scene = await openScene(LIVE_WITH_DICE);
    const workflowId = await leaveUnsigned(scene);
    expect(await resultOf(scene, workflowId)).toMatchObject({ state: 'void', ended: true });
    const reason = '公告未在规定时间内签名（缺监督人）';
    expect(await eventsOf(scene)).toMatchObject([{ kind: 'void', reason }]);
    await scene.until('2021-01-11', '12:00');
    const draws = await scene.db.selectFrom('draw').select(['id', 'state']).orderBy('id').execute();
    expect(draws).toEqual([
      { id: DRAW_ID, state: 'void' },
      { id: '2021-002', state: 'drafted' },
    ]);
  });

  it('is published with both signatures of its receipt, and goes on until the witness has objected', async () => {
    scene = await openScene(LIVE_WITH_DICE);
    const workflowId = await object(scene);
    expect(await resultOf(scene, workflowId)).toMatchObject({ state: 'published', ended: true });
    const kinds = (await eventsOf(scene)).map(({ kind }) => kind);
    expect(kinds).toEqual(['witness-objected']);
    const tasks = await scene.db.selectFrom('task').select('state').execute();
    expect(tasks.map(({ state }) => state)).toEqual(['dispatched']);
  });

  it('reveals a one-time code on its day, with nobody there', async () => {
    scene = await openScene(SECRET);
    const workflowId = await reveal(scene);
    expect(await resultOf(scene, workflowId)).toMatchObject({ state: 'published', ended: true });
    expect(await eventsOf(scene)).toMatchObject([
      { kind: 'otc-revealed', at: expect.stringMatching(/^2021-01-21T02:0/) },
    ]);
  });
});
