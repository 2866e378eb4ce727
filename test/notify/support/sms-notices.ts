import type { NewNotice } from '../../../notify/outbox/insert-notices.ts';
import type { House } from '../../../notify/providers/kind.ts';
import type { SmsProvider } from '../../../notify/providers/provider.ts';
import type { ConfiguredProvider } from '../../../notify/providers/providers-file.ts';
import { OFFICER, reminder } from './samples.ts';

/** SMS of the sample reminder to officers with numbers of their own: 13800000001 and on. */
export const smsReminders = (authorityId: string, count: number, first = 1): NewNotice[] =>
  Array.from({ length: count }, (_, index) => {
    const at = first + index;
    const phone = `138${String(at).padStart(8, '0')}`;
    return {
      ...reminder(authorityId, at),
      recipient: { ...OFFICER, id: `officer-${at}`, phone },
      channels: ['sms'],
    };
  });

/** An SMS provider as the providers file would configure it. */
export const smsProvider = (
  id: string,
  open: (house: House) => SmsProvider,
  more: Partial<ConfiguredProvider> = {},
): ConfiguredProvider => ({
  ...{ id, kind: 'test', channel: 'sms', restingWeight: 100, ratePerSecond: null, concurrency: 10 },
  open,
  ...more,
});
