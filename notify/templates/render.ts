import { dateAt, type Instant } from '../../domain/calendar/dates.ts';
import { NOTICES, type NoticeCode } from '../../domain/notice/catalog.ts';
import type { OwnText } from '../../domain/notice/own-text.ts';
import { type Letter, layOutHtml, layOutText } from './email-layout.ts';
import { ownWording } from './own-wording.ts';
import { pageAddress } from './pages.ts';
import { day } from './phrases.ts';
import { isNoticeCode, templateOf } from './registry.ts';
import { type FittedSms, fitSms } from './shorten-sms.ts';
import type { Audience, Template, TemplateParams, Wording } from './wording.ts';

/** What a message keeps of its wording; a row of the outbox is one. */
export interface Wordable {
  readonly template: string;
  readonly templateVersion: number;
  readonly params: Readonly<Record<string, string | number>>;
  readonly recipientKind: Audience;
  /** Dates the letter. */
  readonly businessAt: Instant;
  /** The wording of the authority's own that the message pinned; absent or null: that of the program. */
  readonly ownText?: OwnText | null | undefined;
  /** What it is about, for the address of its page; absent in a preview, which has the page's list. */
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
}

export interface RenderOptions {
  /** Marks the message 【演练】. */
  readonly rehearsal: boolean;
  /** Where officers reach the system: stands in their mails. */
  readonly systemUrl?: string | undefined;
  /** Address of a unit's link, from its id; absent where links are not in use. */
  readonly linkAddress?: ((linkId: string) => string) | undefined;
}

export interface RenderedEmail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const MARK = '【演练】';
const TEST_MARK = '【测试】';

/** Beside its params, a message of a dry run says that it is one. */
export const TEST_PARAM = { mark: 'test' } as const;

const marksOf = ({ params }: Wordable, rehearsal: boolean): string =>
  (rehearsal ? MARK : '') + (params['mark'] === TEST_PARAM.mark ? TEST_MARK : '');

/** @throws where the template, its version, its text for the recipient, or a param is missing */
export const renderEmail = (message: Wordable, options: RenderOptions): RenderedEmail => {
  const { rehearsal, systemUrl } = options;
  const { wording, params, template } = wordingOf(message, options);
  const { subject, blocks } = wording.email(params);
  const letter: Letter = {
    salutation: salutationOf(message.recipientKind, params.recipientName),
    blocks,
    signature: [params.authorityName, day(dateAt(message.businessAt))],
    isRehearsal: rehearsal,
    systemUrl: message.recipientKind === 'officer' ? (systemUrl ?? null) : null,
    page: pageOf(message, template, systemUrl),
  };
  return {
    subject: oneLine(marksOf(message, rehearsal) + subject),
    text: layOutText(letter),
    html: layOutHtml(letter),
  };
};

/** Officers' mails say where they do it; the address is of today, for the version pins the page and not the host. */
const pageOf = (message: Wordable, { page }: Template, systemUrl: string | undefined): Letter['page'] => {
  if (message.recipientKind !== 'officer' || page === undefined) return null;
  const address = systemUrl === undefined ? null : pageAddress(systemUrl, page, message);
  return { name: page.name, address };
};

/** At most two segments, the signature (签名) included. @throws as {@link renderEmail} */
export const renderSms = (message: Wordable, options: RenderOptions): FittedSms => {
  const { wording, params } = wordingOf(message, options);
  const signature = `【${oneLine(params.authorityName)}】${marksOf(message, options.rehearsal)}`;
  return fitSms(signature, (clip) => oneLine(wording.sms(params, clip)));
};

const salutationOf = (audience: Audience, name: string): string =>
  audience === 'unit' ? `${name}：` : `${name}同志：`;

const oneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, '；');

const wordingOf = (
  { template: code, templateVersion, params, recipientKind, ownText }: Wordable,
  { linkAddress }: RenderOptions,
): { wording: Wording<NoticeCode>; params: TemplateParams; template: Template } => {
  if (!isNoticeCode(code)) throw new Error(`there is no notice ${code}`);
  const template = templateOf(code, templateVersion);
  const shipped = template[recipientKind];
  const wording = ownText === undefined || ownText === null ? shipped : ownWording(ownText);
  if (wording === undefined) throw new Error(`notice ${code} has no text for a ${recipientKind}`);
  return { wording, params: withAddress(textParams(code, params, template), linkAddress), template };
};

/** The row keeps a link's id alone: who reads it cannot open the link. Where no address is made, nothing is sent. */
const withAddress = (params: TemplateParams, addressOf: RenderOptions['linkAddress']): TemplateParams => {
  const { link } = params as Readonly<Record<string, string | undefined>>;
  if (link === undefined) return params;
  if (addressOf === undefined)
    throw new Error('the message has a link, and no secret is set to make its address');
  return { ...params, link: addressOf(link) };
};

/** Exactly the params of the catalogue: a text that asks for another finds nothing and the check fails. */
const textParams = (
  code: NoticeCode,
  given: Wordable['params'],
  { without = [] }: Template,
): TemplateParams => {
  const names = [...NOTICES[code], 'recipientName'].filter((name) => !without.includes(name));
  const entries = names.map((name) => {
    const value = given[name];
    if (value === undefined) throw new Error(`notice ${code} lacks the param ${name}`);
    return [name, String(value)] as const;
  });
  return Object.fromEntries(entries) as TemplateParams;
};
