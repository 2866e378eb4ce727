import { createFirstAccount, type FirstAccount } from '../../api/services/accounts.ts';
import { openDatabase } from '../../db/connect.ts';
import { setInstallationMode } from '../../db/installation.ts';
import { migrateToLatest } from '../../db/migrate.ts';
import { loadSyntheticAuthority } from '../../tools/synthetic/load-authority.ts';
import { SYNTHETIC_AUTHORITY } from '../../tools/synthetic/make-authority.ts';

/** The registers of a trial are the same at every start. */
const REGISTER_SEED = '1';

export interface LiveFacts {
  readonly migrated: readonly string[];
  /** The synthetic bureau was written now. */
  readonly authorityMade: boolean;
  /** Null where somebody can sign in already. */
  readonly account: FirstAccount | null;
}

/**
 * Brings a live database to where work can begin: schema, mode, an authority with registers, a first account. What is
 * there already stays as it is; a database that belongs to a rehearsal is refused.
 */
export const prepareLiveFacts = async (url: string): Promise<LiveFacts> => {
  const migrated = await migrateToLatest(url);
  const db = openDatabase(url, { max: 2, applicationName: 'inspection-setup' });
  try {
    await setInstallationMode(db, 'live');
    const anyAuthority = await db.selectFrom('authority').select('id').limit(1).executeTakeFirst();
    const made = anyAuthority === undefined ? await loadSyntheticAuthority(db, REGISTER_SEED) : null;
    const account = await createFirstAccount(db, anyAuthority?.id ?? SYNTHETIC_AUTHORITY.id);
    return { migrated, authorityMade: made !== null, account };
  } finally {
    await db.destroy();
  }
};
