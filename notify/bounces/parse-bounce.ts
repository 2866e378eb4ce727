import { type Attachment, type ParsedMail, simpleParser } from 'mailparser';
import { messageOfEnvelopeId, messageOfMessageId, messageOfReturnPath } from '../providers/email/envelope.ts';
import { enhancedStatusIn, isTelling, meansBadAddress } from '../providers/email/reply-text.ts';
import { type DeliveryStatus, readDeliveryStatus } from './delivery-status.ts';

/** What a mail to the bounce address says of a mail of ours. */
export interface Bounce {
  /** Of our outbox; null where nothing in it names one. */
  readonly messageId: string | null;
  /** failed: given up. accepted: still trying, or passed on to where nobody reports. delivered: in the mailbox. */
  readonly state: 'failed' | 'accepted' | 'delivered';
  /** RFC 3463 status, else the SMTP reply, else `bounce`. */
  readonly code: string;
  /** The address does not exist (硬退信); a full mailbox or a refused text is none of its fault (软退信). */
  readonly isBadAddress: boolean;
  readonly address: string | null;
  /** RFC 3339. */
  readonly reportedAt: string | null;
  /** What the other server said, one line. */
  readonly diagnosis: string;
}

const BOUNCE_SENDER = /mailer-daemon|postmaster|mail delivery/i;
const BOUNCE_SUBJECT =
  /退信|退回|投递失败|无法投递|undeliver|returned mail|returned to sender|delivery (?:status|failure|fail)|failure notice|mail delivery/i;
/** An absence note is addressed to the return path as well (RFC 3834), and means that the mail arrived. */
const AUTOMATIC_REPLY = /自动回复|automatic reply|out of office|auto-?reply/i;
const STATES: Readonly<Record<string, Bounce['state']>> = { failed: 'failed', delivered: 'delivered' };
const SMTP_REPLY = /\b[45]\d\d(?=[ -])/;
/** Where the bounces of QQ, NetEase and Coremail say why; the words stand in tables. */
const CHINESE_REASON = /(?:退信原因|英文说明|错误信息|失败原因)\s*[:：]?\s*([^\n]{2,300})/g;
const CHINESE_RECIPIENT = /(?:收件人|无法发送到)\s*[:：]?\s*<?([^\s<>@]+@[^\s<>]+)/;
const DIAGNOSIS_LENGTH = 300;
const LARGEST_QUOTE = 64 * 1024;

/**
 * Reads a bounce: a DSN (RFC 3464), or what some servers write instead, such as QQ Mail's and older NetEase's letters in
 * HTML without any field for a program.
 * @param raw the whole mail
 * @param envelopeTo the address it was delivered to, where known
 * @returns null for a mail that is no bounce: an automatic reply, or a person's
 */
export const parseBounce = async (raw: Buffer | string, envelopeTo?: string): Promise<Bounce | null> => {
  const mail = await simpleParser(raw, {
    keepDeliveryStatus: true,
    skipImageLinks: true,
    skipTextToHtml: true,
  }).catch(() => null);
  if (mail === null) return null;
  const [report] = partsOf(mail, 'message/delivery-status').flatMap(readDeliveryStatus);
  const subject = mail.subject ?? '';
  if (report === undefined && !looksLikeBounce(mail, subject)) return null;
  const text = (mail.text ?? wordsOf(mail.html || '')).slice(0, LARGEST_QUOTE);
  const returned = [...partsOf(mail, 'text/rfc822-headers'), ...partsOf(mail, 'message/rfc822')].join('\n');
  const verdict = report === undefined ? fromWords(text) : fromReport(report, text);
  return {
    messageId: messageIn({ mail, envelopeTo, report, returned, text }),
    address: report?.recipient ?? CHINESE_RECIPIENT.exec(text)?.[1] ?? null,
    reportedAt: instantOf(report?.at) ?? mail.date?.toISOString() ?? null,
    ...verdict,
    diagnosis: verdict.diagnosis.replace(/\s+/g, ' ').trim().slice(0, DIAGNOSIS_LENGTH),
  };
};

/** mailparser leaves a letter of several parts without text where none of them is plain. */
const wordsOf = (html: string): string => html.replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, '\n');

const looksLikeBounce = (mail: ParsedMail, subject: string): boolean => {
  if (AUTOMATIC_REPLY.test(subject)) return false;
  return BOUNCE_SENDER.test(mail.from?.text ?? '') && BOUNCE_SUBJECT.test(subject);
};

/** mailparser keeps these as attachments; the part's own charset is ASCII, or UTF-8 by RFC 6533. */
const partsOf = ({ attachments }: ParsedMail, contentType: string): string[] =>
  attachments
    .filter((part: Attachment) => part.contentType === contentType)
    .map(({ content }) => content.toString('utf8').slice(0, LARGEST_QUOTE));

type Verdict = Pick<Bounce, 'state' | 'code' | 'isBadAddress' | 'diagnosis'>;

const fromReport = (report: DeliveryStatus, text: string): Verdict => {
  const state = STATES[report.action] ?? 'accepted';
  const diagnosis = report.diagnostic ?? reasonIn(text);
  const said = enhancedStatusIn(diagnosis);
  // Many servers write x.0.0 where the other one's reply tells more.
  const status = report.status !== null && isTelling(report.status) ? report.status : (said ?? report.status);
  return {
    state,
    code: status ?? SMTP_REPLY.exec(diagnosis)?.[0] ?? 'bounce',
    isBadAddress: state === 'failed' && !isPassing(status, diagnosis) && meansBadAddress(status, diagnosis),
    diagnosis,
  };
};

const fromWords = (text: string): Verdict => {
  const diagnosis = reasonIn(text);
  const status = enhancedStatusIn(diagnosis);
  return {
    state: 'failed',
    code: status ?? SMTP_REPLY.exec(diagnosis)?.[0] ?? 'bounce',
    isBadAddress: !isPassing(status, diagnosis) && meansBadAddress(status, diagnosis),
    diagnosis,
  };
};

/** A 4xx that was tried until the other server gave up: the address may be as good as ever. */
const isPassing = (status: string | null, diagnosis: string): boolean =>
  status === null ? /^\D{0,40}\b4\d\d[ -]/.test(diagnosis) : status.startsWith('4');

/** The reason out of a letter to a person: after a Chinese label, else the line with an SMTP reply, else nothing. */
const reasonIn = (text: string): string => {
  const labelled = [...text.matchAll(CHINESE_REASON)].map((match) => match[1] ?? '');
  const line = text.split('\n').find((candidate) => SMTP_REPLY.test(candidate));
  return [...labelled, ...(line === undefined ? [] : [line])].join('；');
};

const messageIn = (found: {
  readonly mail: ParsedMail;
  readonly envelopeTo: string | undefined;
  readonly report: DeliveryStatus | undefined;
  readonly returned: string;
  readonly text: string;
}): string | null => {
  const { mail, envelopeTo, report, returned, text } = found;
  const addressed = ['to', 'delivered-to', 'x-original-to', 'envelope-to'].map((name) => {
    const value = mail.headers.get(name);
    return typeof value === 'string' ? value : JSON.stringify(value ?? '');
  });
  for (const address of [envelopeTo ?? '', ...addressed]) {
    const id = messageOfReturnPath(address);
    if (id !== null) return id;
  }
  const quoted = [mail.inReplyTo ?? '', returned, text].join('\n');
  return messageOfEnvelopeId(report?.envelopeId ?? '') ?? messageOfMessageId(quoted);
};

const instantOf = (text: string | null | undefined): string | null => {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : new Date(at).toISOString();
};
