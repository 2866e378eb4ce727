import { type Kysely, sql } from 'kysely';

/**
 * What reading receipts needs: an SMS that went out in several parts has the references of all of them, separated by
 * blanks; a receipt that came before its message's reference is found again; when a provider was last asked; and which
 * message never got a receipt.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table message
      add column receipts_asked_at timestamptz,
      add column receipts_asked integer not null default 0,
      add column receipt_missing_at timestamptz;
    create index message_by_part_reference on message using gin (string_to_array(provider_reference, ' '))
      where strpos(provider_reference, ' ') > 0;
    create index message_without_receipt on message (provider, receipts_asked_at)
      where state in ('sent','unknown') and receipt_missing_at is null;
    alter table message_receipt add column bad_address boolean not null default false;
    create index message_receipt_unjoined on message_receipt (provider, reference) where message_id is null;
  `.execute(db);
};
