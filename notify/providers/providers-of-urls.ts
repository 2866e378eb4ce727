import { createSmtpProvider } from './email/smtp.ts';
import type { ConfiguredProvider } from './providers-file.ts';
import { DEFAULT_CONCURRENCY } from './providers-file.ts';
import { createSmsGatewayProvider } from './sms-gateway.ts';

/** The providers of an installation that names one SMTP server and one SMS gateway, and no file. */
export const providersOfUrls = (
  { smtpUrl, smsUrl }: { readonly smtpUrl: string; readonly smsUrl: string },
  concurrency: number = DEFAULT_CONCURRENCY,
): ConfiguredProvider[] => {
  const shared = { restingWeight: 100, ratePerSecond: null, concurrency };
  return [
    {
      ...{ id: 'smtp', kind: 'smtp', channel: 'email', ...shared },
      open: ({ from }) => createSmtpProvider({ url: smtpUrl, from }),
    },
    {
      ...{ id: 'sms-gateway', kind: 'sms-gateway', channel: 'sms', ...shared },
      open: () => createSmsGatewayProvider({ url: smsUrl }),
    },
  ];
};
