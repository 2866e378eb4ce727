import { createLog, logFor } from '../../runtime/log.ts';

const captured = () => {
  const lines: string[] = [];
  const log = createLog({ process: 'test', destination: { write: (line) => void lines.push(line) } });
  return { log, last: (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}') };
};

describe('the log', () => {
  it('puts the ids of its subject on every line', () => {
    const { log, last } = captured();
    logFor(log, { authority: 'pinglu', task: 't-1' }).info('dispatched');
    expect(last()).toMatchObject({ process: 'test', level: 'info', authority: 'pinglu', task: 't-1' });
  });

  it('lets no personal data through, three levels deep', () => {
    const { log, last } = captured();
    log.info({ phone: '13800000000', unit: { contact: { email: 'a@b.cn' }, name: '某公司' } }, 'told');
    expect(JSON.stringify(last())).not.toMatch(/13800000000|a@b\.cn|某公司/);
  });

  it('keeps the row that PostgreSQL quotes out of a logged error', () => {
    const { log, last } = captured();
    const error = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (phone)=(13800000000) already exists.',
    });
    log.error({ err: error }, 'write failed');
    expect(last()).toMatchObject({ err: { code: '23505', message: 'duplicate key' } });
    expect(JSON.stringify(last())).not.toContain('13800000000');
  });
});
