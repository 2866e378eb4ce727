import type { NOTICES, NoticeCode } from '../../domain/notice/catalog.ts';

/** What a text gets: the params of the catalogue as strings, and the recipient's name. */
export type TemplateParams<C extends NoticeCode = NoticeCode> = Readonly<
  Record<(typeof NOTICES)[C][number] | 'recipientName', string>
>;

/** A paragraph, a table of facts (label, value), or a numbered list. */
export type Block =
  | string
  | { readonly facts: readonly (readonly [label: string, value: string])[] }
  | { readonly list: readonly string[] };

/** A mail without its frame: salutation (称谓), signature and date (落款) are added to every one alike. */
export interface EmailWording {
  readonly subject: string;
  readonly blocks: readonly Block[];
}

/** Shortens a param to about so many characters; less where the SMS would not fit its two segments. */
export type Clip = (text: string, characters: number) => string;

export interface Wording<C extends NoticeCode> {
  email(params: TemplateParams<C>): EmailWording;
  /** Without signature. Names of people, dates, numbers and telephones are never clipped. */
  sms(params: TemplateParams<C>, clip: Clip): string;
}

/**
 * The official texts of one notice (通知). A text that has gone out is never changed: a new one gets the next
 * version and the old one stays, because messages pin theirs.
 */
export interface Template<C extends NoticeCode = NoticeCode> {
  readonly version: number;
  /** For whom there is a text; nobody else gets this notice. */
  readonly officer?: Wording<C>;
  readonly unit?: Wording<C>;
}

export type Audience = 'officer' | 'unit';

/** Versions of the texts of a group of notices, oldest first. */
export type TemplateGroup<C extends NoticeCode> = {
  readonly [K in C]: readonly [Template<K>, ...Template<K>[]];
};
