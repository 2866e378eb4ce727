/** What people read of the three verifiers: the same at the head, no tick for what was not proved, no word of a unit. */
import { readCatalogue } from '../../../cli/draw/catalogue.ts';
import { runDrawCommand } from '../../../cli/draw/draw-command.ts';
import { verificationLines } from '../../../cli/draw/verify-command.ts';
import { verifyBundle } from '../../../domain/bundle/verify-bundle.ts';
import { ENDS, makeEnd } from '../../support/bundle/ended.ts';
import { makeBundle } from '../../support/bundle.ts';
import {
  type BundleFiles,
  inDirectories,
  pageVerification,
  pythonReport,
} from '../../support/second-verifiers.ts';
import { edited } from '../../support/tamper.ts';
import { PATIENCE_MS, python, sameAnswers, script } from './agreement.ts';

const catalogue = await readCatalogue();
const unproven = makeBundle({ units: 40, countersigned: false });
const bent = edited(unproven.files, 'record.json', (record) => {
  record.strata[0].order.reverse();
});
const drawn = unproven.documents['record.json'].strata[0]?.order[0]?.unit ?? '';

const said = async (files: BundleFiles): Promise<string[]> =>
  verificationLines(catalogue, await verifyBundle(files, catalogue));

const explained = (files: BundleFiles): Promise<string> =>
  inDirectories([files], async ([directory = '']) => {
    const err: string[] = [];
    const io = { stdout: { write: () => true }, stderr: { write: (text: string) => err.push(text) } };
    await runDrawCommand(['explain', directory, drawn], io);
    return err.join('');
  });

describe('where a later check is wrong, all three verifiers', () => {
  it('keep the remarks of the checks before it', async () => {
    const [answer] = await sameAnswers([{ what: 'nobody proves the time', files: bent }]);
    expect(answer?.code).toBe('tickets');
    expect(answer?.remarks).toEqual(['keys', 'time-proof']);
  });

  it('say that the time is not proven, and do not tick it off', async () => {
    const reports = [(await said(bent)).join('\n')];
    if (python !== undefined) reports.push((await pythonReport(python, bent)).stdout);
    for (const report of reports) {
      expect(report).toContain('发布时间未获证明：没有时间戳');
      expect(report).not.toContain('公告时间有他人证明');
    }
  });

  it('explain no unit, in the same words', async () => {
    const refusal = await explained(bent);
    expect(refusal).toMatch(/^证据核验不通过，不能据以说明：“.+\nThe evidence is wrong: .+\n$/);
    const { bundle } = await pageVerification(script, bent);
    const { ready, refused } = script.lookUpUnit(bundle, drawn);
    expect([ready, `${refused?.zh}\n${refused?.en}\n`]).toEqual([false, refusal]);
    if (python === undefined) return;
    const { stdout, stderr } = await pythonReport(python, bent, '--unit', drawn);
    expect(stderr).toBe(refusal);
    expect(stdout).not.toContain('抽取号 ticket');
  });
});

describe('the first two lines', () => {
  const NAME = '朔州市平鲁区交通运输局　抽取 2023-007（2023年第三周期）';

  it.each([
    ['a whole bundle', () => makeBundle({ units: 40 }).files, '核验通过  VERIFIED'],
    [
      'nobody proves the time',
      () => unproven.files,
      '可以重算，但发布时间未获证明  RECOMPUTES; TIME OF PUBLISHING NOT PROVEN',
    ],
    [
      'a rehearsal',
      () => makeBundle({ units: 40, randomness: 'rehearsal' }).files,
      '演练数据：可以重算，不证明公平  RECOMPUTES; REHEARSAL, FAIRNESS NOT PROVEN',
    ],
    [
      'no result',
      () => makeEnd(ENDS['the beacon stayed silent']),
      '本编号没有抽取结果  NO RESULT UNDER THIS NUMBER',
    ],
    [
      'a rehearsal without a result',
      () => makeEnd(ENDS['a rehearsal, never announced']),
      '演练：本编号没有抽取结果  REHEARSAL; NO RESULT UNDER THIS NUMBER',
    ],
    ['something wrong', () => bent, '核验未通过  NOT VERIFIED'],
  ])(
    'name bureau and draw and say what came out: %s',
    async (_what, make, verdict) => {
      const files = make();
      const ours = (await said(files)).slice(0, 2);
      expect(ours[0]).toContain(NAME);
      expect(ours[1]).toBe(verdict);
      if (python !== undefined)
        expect((await pythonReport(python, files)).stdout.split('\n').slice(0, 2)).toEqual(ours);
    },
    PATIENCE_MS,
  );
});
