import { setImmediate as turn } from 'node:timers/promises';
import { whileDrawn } from '../../../activities/draw/while-drawn.ts';
import type { DrawSteps } from '../../../domain/draw/prepare-draw.ts';
import type { DrawRecord, StratumResult } from '../../../domain/draw/record.ts';

const stratum = (id: string) => ({ id }) as StratumResult;
const record = { draw_no: '2021-001' } as DrawRecord;

/** @param refusal what is thrown instead of the record */
const drawn = function* (noted: string[], refusal?: Error): DrawSteps {
  for (const id of ['1', '2', '3']) {
    noted.push(`drawn ${id}`);
    yield stratum(id);
  }
  if (refusal !== undefined) throw refusal;
  return record;
};

describe('strata that are stored while the next are drawn', () => {
  it('are stored one after the other, all before the record is given', async () => {
    const noted: string[] = [];
    const store = async ({ id }: StratumResult): Promise<void> => {
      noted.push(`begun ${id}`);
      for (let n = 0; n < 5; n += 1) await turn();
      noted.push(`stored ${id}`);
    };
    expect(await whileDrawn(drawn(noted), store)).toBe(record);
    expect(noted.filter((each) => !each.startsWith('drawn'))).toEqual(
      ['1', '2', '3'].flatMap((id) => [`begun ${id}`, `stored ${id}`]),
    );
    expect(noted.indexOf('drawn 3')).toBeLessThan(noted.indexOf('stored 1'));
  });

  it('end with what the draw refuses, when nothing is being stored any more', async () => {
    let open = 0;
    const store = async (): Promise<void> => {
      open += 1;
      for (let n = 0; n < 5; n += 1) await turn();
      open -= 1;
    };
    await expect(whileDrawn(drawn([], new RangeError('名单不符')), store)).rejects.toThrow('名单不符');
    expect(open).toBe(0);
  });

  it('end with what the store refuses, and store nothing after it', async () => {
    const stored: string[] = [];
    const store = async ({ id }: StratumResult): Promise<void> => {
      await turn();
      if (id === '2') throw new Error('no room');
      stored.push(id);
    };
    await expect(whileDrawn(drawn([]), store)).rejects.toThrow('no room');
    expect(stored).toEqual(['1']);
  });
});
