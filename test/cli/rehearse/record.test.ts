import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultRehearsal } from '../../../cli/rehearse/options.ts';
import { newRecord, readRecord, rehearsalKey, writeRecord } from '../../../cli/rehearse/record.ts';

const place = (): Promise<string> => mkdtemp(join(tmpdir(), 'record-'));

describe('the record of a rehearsal', () => {
  it('says that a rehearsal runs while its process lives', async () => {
    const dataDir = await place();
    await writeRecord(dataDir, newRecord('2021-1', 'key'));
    expect(await readRecord(dataDir, '2021-1')).toMatchObject({ state: 'running', pid: process.pid });
  });

  it('says 中断 once the process is gone, and keeps saying so', async () => {
    const dataDir = await place();
    await writeRecord(dataDir, { ...newRecord('2021-1', 'key'), commandLine: 'another program' });
    expect((await readRecord(dataDir, '2021-1'))?.state).toBe('interrupted');
    const stored = JSON.parse(await readFile(join(dataDir, 'rehearsal', '2021-1.json'), 'utf8'));
    expect(stored.state).toBe('interrupted');
  });

  it('is none where nothing was rehearsed', async () => {
    expect(await readRecord(await place(), '2021-1')).toBeNull();
  });

  it('belongs to the code, plan, scenario and seed it was made from', async () => {
    const options = defaultRehearsal();
    const key = await rehearsalKey(options);
    expect(await rehearsalKey({ ...options })).toBe(key);
    expect(await rehearsalKey({ ...options, seed: 2 })).not.toBe(key);
    expect(await rehearsalKey({ ...options, answersFile: null })).not.toBe(key);
    expect(await rehearsalKey({ ...options, scenario: { ...options.scenario, events: [] } })).not.toBe(key);
  });
});
