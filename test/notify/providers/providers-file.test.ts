import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { ProvidersFileError, readProvidersFile } from '../../../notify/providers/providers-file.ts';
import { Secret } from '../../../notify/providers/secret.ts';
import { createLog } from '../../../runtime/log.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'providers-'));
  writeFileSync(join(directory, 'smtp-url'), 'smtp://user:password@mail.example.cn:587\n');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const written = (content: unknown): string => {
  const file = join(directory, 'providers.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};
const mail = {
  ...{ id: 'smtp-main', channel: 'email', kind: 'smtp', restingWeight: 100 },
  url: { file: 'smtp-url' },
};
const sms = {
  ...{ id: 'gateway', channel: 'sms', kind: 'sms-gateway', restingWeight: 60, ratePerSecond: 50 },
  url: 'https://sms.example.cn/send',
};
const problemsOf = (content: unknown): readonly string[] => {
  try {
    readProvidersFile(written(content));
  } catch (error) {
    if (error instanceof ProvidersFileError) return error.problems;
    throw error;
  }
  return [];
};

describe('the providers file', () => {
  it('names the providers with their shares, rates and secrets', async () => {
    const providers = readProvidersFile(written([mail, { ...sms, concurrency: 4 }]));
    expect(providers).toMatchObject([
      { id: 'smtp-main', channel: 'email', restingWeight: 100, ratePerSecond: null, concurrency: 10 },
      { id: 'gateway', channel: 'sms', restingWeight: 60, ratePerSecond: 50, concurrency: 4 },
    ]);
    const house = { from: '<notice@example.gov.cn>', log: createLog({ process: 'test', level: 'silent' }) };
    for (const provider of providers) {
      const opened = provider.open(house);
      expect(opened).toMatchObject({ id: provider.id, channel: provider.channel, batchSize: 1 });
      await opened.close();
    }
  });

  it('limits single numbers as a kind’s accounts do, or as the entry says', () => {
    const tencent = {
      ...{ id: 'tencent', channel: 'sms', kind: 'tencent', restingWeight: 40 },
      ...{ secretId: 'id', secretKey: { file: 'smtp-url' }, sdkAppId: '1400' },
      templates: [
        {
          ...{ notice: 'reminder.visit', version: 1, audience: 'officer', code: '1', state: 'approved' },
          ...{ signature: '平鲁区交通运输局', text: '{1}' },
        },
      ],
    };
    const limitsOf = (entry: object) =>
      readProvidersFile(written([mail, entry])).find(({ channel }) => channel === 'sms')?.numberLimits;
    expect(limitsOf(sms)).toEqual([]);
    expect(limitsOf(tencent)).toContainEqual({ messages: 1, withinSeconds: 30, sameNotice: false });
    expect(limitsOf({ ...tencent, numberLimits: [] })).toEqual([]);
    expect(limitsOf({ ...sms, numberLimits: [{ messages: 3, withinSeconds: 60 }] })).toEqual([
      { messages: 3, withinSeconds: 60, sameNotice: false },
    ]);
    const problems = problemsOf([{ ...mail, numberLimits: [{ messages: 3, withinSeconds: 60 }] }, sms]);
    expect(problems).toEqual(['entry 1 (smtp-main): numberLimits are for SMS; mail has shaping.domains']);
  });

  it('tells every problem at once, and no secret', () => {
    const problems = problemsOf([
      { ...mail, id: 'Main Server', restingWeight: 101 },
      { ...sms, kind: 'smtp', url: 'smtp://host' },
      { ...sms, url: 'https://user:hidden@sms.example.cn/send', speed: 3 },
      { ...mail, url: { file: 'nowhere' } },
    ]);
    expect(problems.join('\n')).toMatch(/secret file nowhere cannot be read/);
    expect(problems.join('\n')).toMatch(/entry 1: id is not a name/);
    expect(problems.join('\n')).toMatch(/entry 1: restingWeight/);
    expect(problems.join('\n')).toMatch(/entry 2 \(gateway\): kind smtp does not carry sms/);
    expect(problems.join('\n')).toMatch(/entry 3 \(gateway\): url must not be written here/);
    expect(problems.join('\n')).toMatch(/entry 3 \(gateway\): .*speed/);
    expect(problems.join('\n')).not.toContain('hidden');
  });

  it.each<[string, unknown, RegExp]>([
    ['is no JSON', '{', /cannot be read as JSON/],
    ['lacks a channel', [mail], /no provider carries sms/],
    ['names one twice', [mail, sms, sms], /id gateway stands there twice/],
    ['is empty', [], /names no provider/],
  ])('is refused where it %s', (_, content, problem) => {
    expect(problemsOf(content).join()).toMatch(problem);
  });
});

describe('a secret', () => {
  it('shows itself to nobody who does not ask', () => {
    const hidden = new Secret('password');
    expect(`${hidden} ${JSON.stringify({ hidden })} ${inspect({ hidden })}`).not.toContain('password');
    expect(hidden.reveal()).toBe('password');
  });
});
