import type { EmailProvider, SmsProvider } from '../providers/provider.ts';

/** Whether anything can ever be heard of a message that this provider carried. */
export const givesReceipts = ({ pullReceipts, readPush, listen }: EmailProvider | SmsProvider): boolean =>
  pullReceipts !== undefined || readPush !== undefined || listen !== undefined;
