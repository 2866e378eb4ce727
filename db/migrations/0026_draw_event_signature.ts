import { type Kysely, sql } from 'kysely';

/**
 * An event of a draw is written at once, and signed when a signer has time: the signatures stand beside the events, and
 * are only ever added. One that is stored for an event stands, by the chain of hashes, for all events before it.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table draw_event_signature (
      authority_id text not null,
      draw_id text not null,
      no integer not null,
      role text not null check (role in ('operator','supervisor')),
      key_id text not null check (key_id ~ '^[0-9a-f]{32}$'),
      value text not null check (value ~ '^[0-9a-f]{128}$'),
      signed_at text not null,
      officer_id text,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, draw_id, no),
      foreign key (authority_id, draw_id, no) references draw_event,
      foreign key (authority_id, officer_id) references officer
    );
    create trigger draw_event_signature_frozen before update or delete on draw_event_signature
      for each row execute function refuse_change();
    create trigger draw_event_signature_no_truncate before truncate on draw_event_signature
      execute function refuse_change();
  `.execute(db);
};
