import { readDrawPapers } from '../../db/draw/draw-papers.ts';
import { publicCopy } from '../../domain/documents/draw-papers.ts';
import { recordDocument } from '../../domain/documents/record-document.ts';
import {
  CEREMONY_AT,
  DRAW_ID,
  later,
  openLive,
  type Relays,
  startRelays,
} from '../activities/draw/sources/live-draw.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const BUREAU = 'dice';

let test: TestDatabase;
let relays: Relays;
beforeAll(async () => {
  test = await createTestDatabase();
  relays = await startRelays();
});
afterAll(async () => {
  await relays.stop();
  await test.drop();
});

describe('the papers of a live draw by dice', () => {
  it('name on the copy for the file who read and typed the dice, and say that nobody signed the record yet [R266]', async () => {
    const live = await openLive(test.db, { id: BUREAU, relays, settings: { mode: 'ceremony', relays: [] } });
    await live.announce();
    await live.dice(CEREMONY_AT, 'drawer');
    await live.dice(later(CEREMONY_AT, 0.1), 'office');
    await live.look(later(CEREMONY_AT, 0.1));
    const papers = await readDrawPapers(test.db, BUREAU, DRAW_ID, null);
    const document = recordDocument(papers);
    expect(document.watermark).toBe('未签发');
    const people = document.blocks.find(
      (block) => block.kind === 'table' && block.columns.some(({ head }) => head === '职务、姓名'),
    );
    if (people?.kind !== 'table') throw new Error('no people');
    const nameOf = (role: string) => people.rows.find(([each]) => each === role)?.[1];
    expect(nameOf('骰子读数人')).toMatch(/^人员\w+（[0-9a-f]{16}）$/);
    expect(nameOf('骰子录入人')).toMatch(/^人员drawer（[0-9a-f]{16}）\n人员office（[0-9a-f]{16}）$/);
    expect(nameOf('抽取人')).toContain('人员');
    expect(JSON.stringify(recordDocument(publicCopy(papers)))).not.toContain('人员drawer');
  });
});
