import { z } from 'zod';
import type { SmsProvider } from '../../provider.ts';
import type { Receipt } from '../../receipt.ts';
import { secret } from '../../secret.ts';
import { FiledTemplates, fitterOf } from '../filed-template.ts';
import { sendFiled } from '../send-filed.ts';
import { createAliyunApi } from './api.ts';
import { askDetails, readSmsReport } from './receipts.ts';
import { SAME_TEXT_LIMIT, sendFitted } from './send.ts';

const DEFAULT_BATCH = 100;
const DEFAULT_TIMEOUT_MS = 15_000;
/** Characters of one variable (https://help.aliyun.com/zh/document_detail/3041859.html). */
const VARIABLE_LIMIT = 35;

/** What the providers file says of an Aliyun account. */
export const AliyunSettings = z.strictObject({
  endpoint: z.url({ protocol: /^https?$/ }).default('https://dysmsapi.aliyuncs.com'),
  accessKeyId: z.string().min(1),
  accessKeySecret: secret,
  templates: FiledTemplates,
  /** Last part of the address that receipts are pushed to. */
  pushToken: secret.optional(),
  /** Messages in one call at most; a lost answer leaves all of them unknown. */
  batchSize: z.number().int().min(1).max(SAME_TEXT_LIMIT).default(DEFAULT_BATCH),
  timeoutMs: z.number().int().min(1_000).default(DEFAULT_TIMEOUT_MS),
  /** Further receipt codes that mean that a number does not exist. */
  badNumberCodes: z.array(z.string()).default([]),
});

/** Aliyun 短信服务: filed templates, receipts by push and by pull. */
export const createAliyunProvider = (id: string, settings: z.output<typeof AliyunSettings>): SmsProvider => {
  const api = createAliyunApi(settings.endpoint, settings, settings.timeoutMs);
  const toFiled = fitterOf(settings.templates, VARIABLE_LIMIT);
  return {
    id,
    kind: 'aliyun',
    channel: 'sms',
    batchSize: settings.batchSize,
    pushToken: settings.pushToken,
    accepts: (message) => !('problem' in toFiled(message)),
    send: (batch) => sendFiled(batch, toFiled, (fitted, settle) => sendFitted(api, fitted, settle)),
    readPush: (request) => readSmsReport(request, settings.badNumberCodes),
    pullReceipts: async (asked) => {
      const found: Receipt[] = [];
      for (const one of asked) found.push(...(await askDetails(api, one, settings.badNumberCodes)));
      return found;
    },
    close: async () => api.close(),
  };
};
