import { z } from 'zod';
import { SMTP_KIND } from './email/smtp-kind.ts';
import { type AnyKind, anyKind } from './kind.ts';
import { secretUrl } from './secret.ts';
import { SMS_KINDS } from './sms/kinds.ts';
import { createSmsGatewayProvider } from './sms-gateway.ts';

const timeoutMs = z.number().int().min(100).optional();

/** Every kind of provider that an installation may name in its providers file. */
export const KINDS: readonly AnyKind[] = [
  SMTP_KIND,
  anyKind({
    kind: 'sms-gateway',
    channel: 'sms',
    settings: z.strictObject({
      url: secretUrl(['http:', 'https:'], 'https://sms.example.cn/send'),
      timeoutMs,
    }),
    open: (id, settings) => createSmsGatewayProvider({ id, ...settings }),
  }),
  ...SMS_KINDS,
];
