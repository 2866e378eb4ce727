import { randomBytes } from 'node:crypto';
import type { RandomnessSource } from './randomness.ts';

const SALT_BYTES = 32;
export const NO_SOURCE_REASON =
  '尚未配置公共随机源：正式抽取必须使用事先公告、事后可核验的公共随机数，请先在设置中配置';

/** A live system before a public source is configured: its draws wait, and say for what. */
export const noSource: RandomnessSource = {
  sources: [],
  fallback: '未公告',
  announcedAt: (at) => `${at.slice(0, 19)}.${at.slice(20, 23).padEnd(3, '0')}000Z`,
  saltOf: () => randomBytes(SALT_BYTES).toString('hex'),
  ask: async () => ({ obtained: false, waitingFor: NO_SOURCE_REASON }),
};
