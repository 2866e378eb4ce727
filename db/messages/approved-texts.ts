import { type RawBuilder, sql } from 'kysely';
import type { NoticeCode } from '../../domain/notice/catalog.ts';
import type { OwnText } from '../../domain/notice/own-text.ts';
import type { Reader } from '../actor.ts';

export type Audience = 'officer' | 'unit';

/** How {@link approvedTextVersions} names a text. */
export const textKey = (notice: string, audience: Audience): string => `${notice}/${audience}`;

/**
 * The version of its own wording that an authority has in force for each notice and audience, for a new message to pin;
 * a notice that is not in it goes out in the words that ship with the program. Withdrawing the latest approved version
 * returns to those words, not to an older version. One look into a table of a few rows.
 */
export const approvedTextVersions = async (
  db: Reader,
  authorityId: string,
): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await approvedTexts(authorityId).execute(db);
  return textVersionsOf(rows);
};

/** A row for each text in force, for a statement that reads more than them. */
export interface ApprovedText {
  readonly notice: string;
  readonly audience: Audience;
  readonly version: number;
}

export const approvedTexts = (authorityId: string): RawBuilder<ApprovedText> => sql<ApprovedText>`
    select notice, audience, version from (
      select distinct on (notice, audience) notice, audience, version, state from notice_text
       where authority_id = ${authorityId} and state in ('approved', 'withdrawn') and notice <> ${OFFICE_NOTICE}
       order by notice, audience, version desc) as latest
     where state = 'approved'`;

export const textVersionsOf = (rows: readonly ApprovedText[]): ReadonlyMap<string, number> =>
  new Map(rows.map(({ notice, audience, version }) => [textKey(notice, audience), version]));

/** A notice of the office to selected units has many texts side by side; none of them is the one in force. */
export const OFFICE_NOTICE: NoticeCode = 'office.notice';

/** The wording that a message pinned. @throws where there is no such version */
export const pinnedText = async (
  db: Reader,
  authorityId: string,
  key: { readonly notice: string; readonly audience: Audience; readonly version: number },
): Promise<OwnText> =>
  db
    .selectFrom('noticeText')
    .select(['subject', 'blocks', 'sms'])
    .where('authorityId', '=', authorityId)
    .where((row) => row.and(key))
    .executeTakeFirstOrThrow(
      () => new Error(`notice ${key.notice} has no own text of version ${key.version}`),
    );
