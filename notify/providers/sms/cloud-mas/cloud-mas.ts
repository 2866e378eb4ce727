import { z } from 'zod';
import { createHttpPoster } from '../../http-post.ts';
import type { OutgoingSms, SmsProvider } from '../../provider.ts';
import { secret } from '../../secret.ts';
import { groupCalls } from '../calls.ts';
import { FiledTemplates, type Fitting, fitterOf, splitSignature } from '../filed-template.ts';
import { sendFiled } from '../send-filed.ts';
import { fetchReports, readMasReport } from './receipts.ts';
import { type MasContent, NUMBERS_LIMIT, sendCall } from './send.ts';

const DEFAULT_BATCH = 100;
const DEFAULT_TIMEOUT_MS = 15_000;
/** What a variable takes until the customer manager grants more. */
const VARIABLE_LIMIT = 35;

const address = z.url({ protocol: /^https?$/ });

/** What the providers file says of a 云MAS interface account (短信接口). */
export const CloudMasSettings = z
  .strictObject({
    /** Of the platform, without path: `http://112.35.1.155:1992`. */
    url: address,
    ecName: z.string().min(1),
    apId: z.string().min(1),
    secretKey: secret,
    /** The signature without brackets, and the code that the portal issued for it. */
    signature: z.strictObject({ name: z.string().min(2), code: z.string().min(1) }),
    /** Extension of the service number; empty where the account matches exactly (精确匹配). */
    addSerial: z.string().max(20).default(''),
    /** Without templates messages go as plain texts (norsubmit), else by filed template (tmpsubmit). */
    templates: FiledTemplates.optional(),
    variableLimit: z.number().int().min(1).default(VARIABLE_LIMIT),
    /** Where waiting reports are fetched; without it they are only pushed. */
    reportUrl: address.optional(),
    pushToken: secret.optional(),
    /** Messages in one call at most; a lost answer leaves all of them unknown. */
    batchSize: z.number().int().min(1).max(NUMBERS_LIMIT).default(DEFAULT_BATCH),
    timeoutMs: z.number().int().min(1_000).default(DEFAULT_TIMEOUT_MS),
    badNumberCodes: z.array(z.string()).default([]),
  })
  .refine(
    ({ reportUrl }) => reportUrl === undefined || /^https:|^http:\/\/127\.0\.0\.1[:/]/.test(reportUrl),
    {
      path: ['reportUrl'],
      error: 'is not an https:// address; the key goes along with the question',
    },
  );

/** China Mobile 云MAS over HTTP. */
export const createCloudMasProvider = (
  id: string,
  settings: z.output<typeof CloudMasSettings>,
): SmsProvider => {
  const { url, signature, templates, reportUrl, timeoutMs, badNumberCodes } = settings;
  const { ecName, apId, secretKey, addSerial } = settings;
  const account = { ecName, apId, secretKey, addSerial, sign: signature.code };
  const path = templates === undefined ? '/sms/norsubmit' : '/sms/tmpsubmit';
  const poster = createHttpPoster(new URL(path, url).href, timeoutMs);
  const reports = reportUrl === undefined ? null : createHttpPoster(reportUrl, timeoutMs);
  const toFiled =
    templates === undefined ? plainText(signature.name) : fitterOf(templates, settings.variableLimit);
  return {
    ...{
      id,
      kind: 'cloud-mas',
      channel: 'sms',
      batchSize: settings.batchSize,
      pushToken: settings.pushToken,
    },
    accepts: (message) => !('problem' in toFiled(message)),
    send: (batch) =>
      sendFiled(batch, toFiled, async (fitted, settle) => {
        const messages = fitted.map((one) => ({ ...one, content: contentOf(one.message, one.filed) }));
        const calls = groupCalls(messages, ({ content }) => JSON.stringify(content), NUMBERS_LIMIT);
        await Promise.all(calls.map((call) => sendCall(poster, account, call, settle)));
      }),
    readPush: (request) => readMasReport(request, badNumberCodes),
    ...(reports === null ? {} : { pullReceipts: () => fetchReports(reports, account, badNumberCodes) }),
    close: async () => {
      poster.close();
      reports?.close();
    },
  };
};

/** Without templates a message only needs the account's own signature. */
const plainText =
  (name: string) =>
  ({ text }: Pick<OutgoingSms, 'text'>): Fitting => {
    const { signature } = splitSignature(text);
    return signature === name
      ? { code: '', signature, variables: [] }
      : { problem: `短信签名【${signature}】不是该接口账号的签名【${name}】` };
  };

const contentOf = (
  { text }: OutgoingSms,
  { code, variables }: { readonly code: string; readonly variables: readonly { readonly value: string }[] },
): MasContent =>
  code === ''
    ? { text: splitSignature(text).body }
    : { templateId: code, params: variables.map(({ value }) => value) };
