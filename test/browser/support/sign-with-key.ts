import type { Page } from 'playwright-core';
import { keyFileOf } from '../../../cli/keys/key-file.ts';
import { seedOf } from '../../activities/support/keys.ts';

export const PASSPHRASE = '一句足够长的密钥密码';

/** Chooses the key file of a role and signs what the dialog shows. */
export const signWith = async (
  page: Page,
  role: 'operator' | 'supervisor' | 'witness',
  passphrase = PASSPHRASE,
): Promise<void> => {
  const key = keyFileOf(role, Buffer.from(seedOf(role), 'hex'), PASSPHRASE);
  const file = { name: 'key.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(key)) };
  await page.getByLabel('密钥文件').setInputFiles(file);
  await page.getByLabel('密钥密码').fill(passphrase);
  await page.getByRole('button', { name: '签名并提交' }).click();
};
