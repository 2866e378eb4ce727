import { z } from 'zod';
import { anyKind } from '../kind.ts';
import { secret, secretUrl } from '../secret.ts';
import { problemOfDkimKey } from './dkim.ts';
import { createSmtpProvider } from './smtp.ts';

const limit = z
  .strictObject({
    perSecond: z.number().positive().max(10_000).optional(),
    atOnce: z.number().int().min(1).max(200).optional(),
  })
  .refine(({ perSecond, atOnce }) => perSecond !== undefined || atOnce !== undefined, {
    error: 'limits nothing; give perSecond or atOnce',
  });

const domainName = z.string().regex(/^(?:\*|(?:[a-z0-9-]+\.)+[a-z0-9-]+)$/, {
  error: 'is not a domain in small letters, nor * for every other one',
});

/** An SMTP account of the providers file. */
export const SMTP_KIND = anyKind({
  kind: 'smtp',
  channel: 'email',
  settings: z.strictObject({
    url: secretUrl(['smtp:', 'smtps:'], 'smtp://host:587'),
    connections: z.number().int().min(1).max(100).optional(),
    timeoutMs: z.number().int().min(100).max(40_000).optional(),
    bounceAddress: z
      .string()
      .regex(/^[^\s@<>+]{1,27}@[^\s@<>]+$/, {
        error: 'is not a plain address of at most 27 characters before the @, without a plus sign',
      })
      .optional(),
    dkim: z
      .strictObject({
        domain: z.string().min(3),
        selector: z
          .string()
          .regex(/^[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*$/, { error: 'is not a DKIM selector' }),
        privateKey: secret.superRefine((key, context) => {
          const problem = problemOfDkimKey(key);
          if (problem !== null) context.addIssue({ code: 'custom', message: problem });
        }),
      })
      .optional(),
    shaping: z
      .strictObject({
        domains: z.record(domainName, limit),
        processes: z.number().int().min(1).max(100).optional(),
      })
      .optional(),
  }),
  open: (id, settings, { from }) => createSmtpProvider({ id, from, ...settings }),
});
