import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, loadTestEnvironment } from '../../../runtime/environment.ts';
import { diagnose, formatReport } from '../../../tools/doctor/diagnose.ts';

describe('the doctor', () => {
  const directory = mkdtempSync(join(tmpdir(), 'doctor-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  const stateOf = async (environment: Record<string, string>): Promise<Record<string, string>> => {
    const report = await diagnose(loadConfig({ DATA_DIR: directory, ...environment }));
    return Object.fromEntries(report.findings.map(({ part, state }) => [part, state]));
  };

  it('names what stands in where nothing is configured, and what configuring would switch on', async () => {
    const report = await diagnose(loadConfig({ DATA_DIR: directory }));
    expect(report.healthy).toBe(true);
    const text = formatReport(report);
    expect(text).toMatch(/设置 SMTP_URL 即可真正发出邮件/);
    expect(text).toMatch(/正式抽取停在“等待”/);
    for (const { state, wayOut } of report.findings) {
      if (state !== 'ready') expect(wayOut).not.toBe('');
    }
  });

  it('tries the database that is configured', async () => {
    expect(await stateOf({ DATABASE_URL: loadTestEnvironment().postgresUrl })).toMatchObject({
      database: 'ready',
    });
  });

  it('calls it a fault where a configured service does not answer', async () => {
    const nobody = '127.0.0.1:9';
    const states = await stateOf({
      DATABASE_URL: `postgres://a:b@${nobody}/c`,
      TEMPORAL_ADDRESS: nobody,
      REDIS_URL: `redis://${nobody}`,
      SMTP_URL: `smtp://${nobody}`,
      SMS_GATEWAY_URL: `http://${nobody}/sms`,
    });
    for (const part of ['database', 'temporal', 'queue', 'mail', 'sms']) expect(states[part]).toBe('fault');
  });

  it('reads the providers file, and tells what is wrong with it', async () => {
    const file = join(directory, 'providers.json');
    const mail = {
      id: 'smtp-main',
      channel: 'email',
      kind: 'smtp',
      restingWeight: 100,
      url: 'smtp://127.0.0.1:9',
    };
    const sms = {
      ...{ id: 'gateway', channel: 'sms', kind: 'sms-gateway', restingWeight: 60 },
      url: 'http://127.0.0.1:9/sms',
    };
    writeFileSync(file, JSON.stringify([mail, sms]));
    const config = loadConfig({ DATA_DIR: directory, PROVIDERS_FILE: file });
    const found = async (part: string) =>
      (await diagnose(config)).findings.find((finding) => finding.part === part);
    expect(await found('mail')).toMatchObject({
      state: 'ready',
      found: expect.stringContaining('smtp-main'),
    });
    expect((await found('sms'))?.found).toContain('gateway（sms-gateway，权重 60）');
    writeFileSync(file, JSON.stringify([mail]));
    expect(await found('sms')).toMatchObject({ state: 'fault' });
  });
});
