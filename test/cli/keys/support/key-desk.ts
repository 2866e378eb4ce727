/** People with their keys in a directory of a test, and `cli keys` as they and the server's operator call it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runKeysCommand } from '../../../../cli/keys/keys-command.ts';

const PASSPHRASE = '密码很长很长很长的一句话';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export type KeyDesk = Awaited<ReturnType<typeof openKeyDesk>>;

/** @param authorityId whose keys they are, in the database of that address */
export const openKeyDesk = async (authorityId: string, databaseUrl: string) => {
  const directory = await mkdtemp(join(tmpdir(), 'keys-'));
  const at = (name: string): string => join(directory, name);
  await writeFile(at('passphrase'), `${PASSPHRASE}\n`);
  const keys = async (...args: string[]): Promise<Said> => {
    const said = { out: '', err: '' };
    const code = await runKeysCommand(args, {
      stdout: { write: (text: string) => (said.out += text) },
      stderr: { write: (text: string) => (said.err += text) },
    });
    return { code, ...said };
  };
  const onServer = (...args: string[]): Promise<Said> =>
    keys(...args, '--database-url', databaseUrl, '--authority', authorityId);
  const withPassphrase = (...args: string[]): Promise<Said> =>
    keys(...args, '--passphrase-file', at('passphrase'));
  /** @returns the public key */
  const make = async (role: string, name: string = role): Promise<string> => {
    const { out } = await withPassphrase('make', '--role', role, '--out', at(name));
    return /公钥 ([0-9a-f]{64})/.exec(out)?.[1] ?? '';
  };
  return {
    ...{ at, keys, onServer, withPassphrase, make, passphrase: PASSPHRASE },
    /** An entry of the key log from its draft to its submission, endorsed by those who are named. */
    enter: async (
      event: 'register' | 'rotate' | 'lost',
      role: string,
      officer: string,
      endorsers: readonly string[],
      key = role,
    ): Promise<Said> => {
      const file = at(`${event}-${key}`);
      const about = event === 'lost' ? [] : ['--public-key', await make(role, key), '--holder', '分管负责人'];
      const drafted = await onServer(event, '--role', role, ...about, '--out', file);
      if (drafted.code !== 0) throw new Error(drafted.err);
      for (const endorser of endorsers) await withPassphrase('endorse', file, '--key', at(endorser));
      return onServer('submit', file, ...(officer === '' ? [] : ['--officer', `${authorityId}-${officer}`]));
    },
    close: () => rm(directory, { recursive: true }),
  };
};
