import { z } from 'zod';
import type { SmsProvider } from '../../provider.ts';
import type { Receipt } from '../../receipt.ts';
import { secret } from '../../secret.ts';
import { FiledTemplates, fitterOf } from '../filed-template.ts';
import { sendFiled } from '../send-filed.ts';
import { createTencentApi } from './api.ts';
import { askStatuses, readStatusReport } from './receipts.ts';
import { NUMBERS_LIMIT, sendFitted } from './send.ts';

const DEFAULT_BATCH = 100;
const DEFAULT_TIMEOUT_MS = 15_000;
/** What an account takes in one variable until it is granted more (https://cloud.tencent.com/document/product/382/3771). */
const VARIABLE_LIMIT = 12;

/** What the providers file says of a Tencent Cloud account. */
export const TencentSettings = z.strictObject({
  endpoint: z.url({ protocol: /^https?$/ }).default('https://sms.tencentcloudapi.com'),
  region: z.string().min(1).default('ap-guangzhou'),
  secretId: z.string().min(1),
  secretKey: secret,
  sdkAppId: z.string().min(1),
  templates: FiledTemplates,
  /** Characters of one variable, as granted to this account. */
  variableLimit: z.number().int().min(1).default(VARIABLE_LIMIT),
  /** Last part of the address that receipts are pushed to. */
  pushToken: secret.optional(),
  /** Messages in one call at most; a lost answer leaves all of them unknown. */
  batchSize: z.number().int().min(1).max(NUMBERS_LIMIT).default(DEFAULT_BATCH),
  timeoutMs: z.number().int().min(1_000).default(DEFAULT_TIMEOUT_MS),
  /** Further receipt codes that mean that a number does not exist. */
  badNumberCodes: z.array(z.string()).default([]),
});

/** Tencent Cloud 短信: filed templates, receipts by push and by pull. */
export const createTencentProvider = (
  id: string,
  settings: z.output<typeof TencentSettings>,
): SmsProvider => {
  const { endpoint, region, sdkAppId, timeoutMs, badNumberCodes } = settings;
  const api = createTencentApi(endpoint, region, settings, timeoutMs);
  const toFiled = fitterOf(settings.templates, settings.variableLimit);
  return {
    id,
    kind: 'tencent',
    channel: 'sms',
    batchSize: settings.batchSize,
    pushToken: settings.pushToken,
    accepts: (message) => !('problem' in toFiled(message)),
    send: (batch) => sendFiled(batch, toFiled, (fitted, settle) => sendFitted(api, sdkAppId, fitted, settle)),
    readPush: (request) => readStatusReport(request, badNumberCodes),
    pullReceipts: async (asked) => {
      const found: Receipt[] = [];
      for (const one of asked) found.push(...(await askStatuses(api, sdkAppId, one, badNumberCodes)));
      return found;
    },
    close: async () => api.close(),
  };
};
