import type { OutgoingEmail } from '../provider.ts';

/** On a rehearsal's mails alone. */
const BUSINESS_TIME_HEADER = 'X-Business-Time';

/**
 * Headers beside the usual ones: marks the mail as written by a program, so that nobody's absence note answers it (RFC
 * 3834), and lets the recipient end such mails where the message says that he may. One click (RFC 8058) needs https.
 */
export const headersFor = ({
  businessAt,
  unsubscribeUrl,
}: Pick<OutgoingEmail, 'businessAt' | 'unsubscribeUrl'>): Record<string, string> => ({
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'All',
  ...(businessAt === null ? {} : { [BUSINESS_TIME_HEADER]: businessAt }),
  ...(unsubscribeUrl === undefined ? {} : { 'List-Unsubscribe': `<${unsubscribeUrl}>` }),
  ...(unsubscribeUrl?.startsWith('https:') === true
    ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
    : {}),
});
