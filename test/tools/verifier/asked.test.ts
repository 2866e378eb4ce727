/** One unit is asked for: what people type is taken as they mean it, and of a name nothing is claimed. */
import { runDrawCommand } from '../../../cli/draw/draw-command.ts';
import { isLikeName } from '../../../domain/bundle/asked-code.ts';
import { makeBundle } from '../../support/bundle.ts';
import { inDirectories, pageVerification, pythonReport } from '../../support/second-verifiers.ts';
import { python, script } from './agreement.ts';

const { files, documents } = makeBundle({ units: 40 });
const drawn = documents['record.json'].strata[1]?.order[0];
const bare = (drawn?.unit ?? '').slice((drawn?.unit ?? '').indexOf(':') + 1);

const explained = (asked: string) =>
  inDirectories([files], async ([directory = '']) => {
    const out: string[] = [];
    const err: string[] = [];
    const io = {
      stdout: { write: (text: string) => out.push(text) },
      stderr: { write: (text: string) => err.push(text) },
    };
    const code = await runDrawCommand(['explain', directory, asked], io);
    return { code, out: out.join(''), err: err.join('') };
  });

describe('asked by a name, all three verifiers', () => {
  it.each(['平鲁区祥华旅游客运有限公司', '王五', '平鲁区第2汽车修理厂', '第3客运站（东站）'])(
    'ask for the code in the same words, and never say that it could not be drawn: %s',
    async (name) => {
      const { code, out, err } = await explained(name);
      expect([code, out]).toEqual([1, '']);
      expect(err).toMatch(
        new RegExp(`^“${name}”像是名称，不是代码。.+按名称查找。\n.+ looks like a name\\. .+\n$`),
      );
      const { bundle } = await pageVerification(script, files);
      const { name: said, entries, excluded } = script.lookUpUnit(bundle, name);
      expect([`${said?.zh}\n${said?.en}\n`, entries.length, excluded.length]).toEqual([err, 0, 0]);
      if (python === undefined) return;
      const report = await pythonReport(python, files, '--unit', name);
      expect(report.stderr).toBe(err);
      expect(report.stdout).not.toContain('不在抽取名单内');
    },
  );
});

describe('asked by a code, all three verifiers', () => {
  const fullWidth = bare.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const spaced = ` ${bare.slice(0, 4)} ${bare.slice(4)} `;

  it.each([
    ['small letters', bare.toLowerCase()],
    ['full-width digits', fullWidth],
    ['spaces', spaced],
  ])('find a drawn unit however its code is typed: %s', async (_what, typed) => {
    expect((await explained(typed)).out).toContain(drawn?.ticket);
    const { bundle } = await pageVerification(script, files);
    const { entries } = script.lookUpUnit(bundle, typed);
    expect(entries.map(({ ticket }) => ticket)).toContain(drawn?.ticket);
    if (python === undefined) return;
    expect((await pythonReport(python, files, '--unit', typed)).stdout).toContain(drawn?.ticket);
  });

  it.each(['91140603MA0000000X', '晋F1234挂', '晋交运管许可朔字140603000001号', '朔审批〔2021〕12号'])(
    'take for a code what is one, though it is in no list: %s',
    async (code) => {
      expect(isLikeName(code)).toBe(false);
      expect((await explained(code)).out).toMatch(/不在抽取名单内，不可能被抽中；请核对代码是否完整/);
      const { bundle } = await pageVerification(script, files);
      expect(script.lookUpUnit(bundle, code)).toMatchObject({ name: null, entries: [] });
      if (python === undefined) return;
      const { stdout } = await pythonReport(python, files, '--unit', code);
      expect(stdout).toContain('不在抽取名单内；请核对代码是否完整');
    },
  );
});
