import { UsageError } from '../usage-error.ts';
import { type OwnKey, readKeyFile } from './key-file.ts';
import { readPassphrase } from './passphrase.ts';

/** Options of every command that uses a private key. */
export const KEY_OPTIONS = { key: { type: 'string' }, 'passphrase-file': { type: 'string' } } as const;

/** The key that its holder names, opened with his passphrase. @throws UsageError */
export const ownKey = async (values: {
  readonly key?: string | undefined;
  readonly 'passphrase-file'?: string | undefined;
}): Promise<OwnKey> => {
  if (values.key === undefined) throw new UsageError('请用 --key 指定密钥文件。');
  return readKeyFile(values.key, await readPassphrase(values['passphrase-file']));
};
