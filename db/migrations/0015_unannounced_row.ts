import { type Kysely, sql } from 'kysely';

/**
 * Plan rows whose visits are not announced to their units in a cycle: on which legal basis, decided by whom. Beside
 * the cycle's rows, which an amended plan replaces; another item under the same number is another matter.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table unannounced_row (
      authority_id text not null,
      cycle_id text not null,
      row_number text not null,
      item_id text not null,
      basis text not null check (basis <> ''),
      decided_by text not null,
      decided_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, cycle_id, row_number, item_id),
      foreign key (authority_id, cycle_id) references cycle,
      foreign key (authority_id, item_id) references item,
      foreign key (authority_id, decided_by) references officer
    );
    create trigger unannounced_row_frozen before update or delete on unannounced_row
      for each row execute function refuse_change();
    create trigger unannounced_row_no_truncate before truncate on unannounced_row execute function refuse_change();
    alter table task add check (announced = (unannounced_basis is null));
  `.execute(db);
};
