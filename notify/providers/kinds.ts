import { z } from 'zod';
import { type AnyKind, anyKind } from './kind.ts';
import { secretUrl } from './secret.ts';
import { createSmsGatewayProvider } from './sms-gateway.ts';
import { createSmtpProvider } from './smtp.ts';

const timeoutMs = z.number().int().min(100).optional();

/** Every kind of provider that an installation may name in its providers file. */
export const KINDS: readonly AnyKind[] = [
  anyKind({
    kind: 'smtp',
    channel: 'email',
    settings: z.strictObject({
      url: secretUrl(['smtp:', 'smtps:'], 'smtp://host:587'),
      connections: z.number().int().min(1).max(100).optional(),
      timeoutMs,
    }),
    open: (id, settings, { from }) => createSmtpProvider({ id, from, ...settings }),
  }),
  anyKind({
    kind: 'sms-gateway',
    channel: 'sms',
    settings: z.strictObject({
      url: secretUrl(['http:', 'https:'], 'https://sms.example.cn/send'),
      timeoutMs,
    }),
    open: (id, settings) => createSmsGatewayProvider({ id, ...settings }),
  }),
];
