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

/** A page of the console as its menu calls it (web/console/places.ts; a test holds the two to each other). */
export interface Page {
  readonly name: string;
  /** Below `/console`; `{year}` stands for the notice's param of that name. */
  readonly path: string;
  /** Of what kind of subject it shows a single one, by its id. */
  readonly of?: string;
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
  /** Where an officer does it: his mail ends with the page's name and address. */
  readonly page?: Page;
  /** Its SMS are letter by letter those of this earlier version, under which providers have them filed. */
  readonly smsAsIn?: number;
  /** Params that the catalogue got after it: its messages do not have them. */
  readonly without?: readonly string[];
}

export type Audience = 'officer' | 'unit';

/** Versions of the texts of a group of notices, oldest first. */
export type TemplateGroup<C extends NoticeCode> = {
  readonly [K in C]: readonly [Template<K>, ...Template<K>[]];
};
