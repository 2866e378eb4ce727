import type { Kysely } from 'kysely';
import { systemDoing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import { createAuthority } from '../../db/authority.ts';
import type { Database } from '../../db/connect.ts';
import { nameDeputy } from '../../db/name-deputy.ts';
import { importUnits } from '../../db/registers/import-units.ts';
import { declareInterests } from '../../db/registers/inspector-interests.ts';
import { recordLeave } from '../../db/registers/inspector-leaves.ts';
import { importInspectors } from '../../db/registers/inspectors.ts';
import { importItems } from '../../db/registers/items.ts';
import { saveOfficers, saveSections, setRoles } from '../../db/save-officers.ts';
import { instantAt } from '../../domain/calendar/dates.ts';
import { makeSyntheticAuthority, type SyntheticAuthority } from './make-authority.ts';
import { DEFAULT_YEAR, type SyntheticUnitOptions } from './units.ts';

/**
 * Writes the synthetic bureau into a migrated database, all or nothing, in the December before its year. It makes no
 * account that can sign in. An authority that is there already is left as it is.
 *
 * @returns the bureau's data, or null where it was there already
 */
export const loadSyntheticAuthority = async (
  db: Kysely<Database>,
  seed: string,
  options: SyntheticUnitOptions = {},
): Promise<SyntheticAuthority | null> => {
  const made = makeSyntheticAuthority(seed, options);
  const { id } = made.authority;
  const doing = systemDoing('synthetic', instantAt(`${(options.year ?? DEFAULT_YEAR) - 1}-12-25`, '09:00'));
  return db.transaction().execute(async (trx) => {
    const there = await trx.selectFrom('authority').select('id').where('id', '=', id).executeTakeFirst();
    if (there !== undefined) return null;
    await createAuthority(trx, made.authority, doing);
    await appendAudit(trx, {
      ...doing,
      authorityId: id,
      action: 'authority.synthetic',
      subjectKind: 'authority',
      subjectId: id,
      data: { seed, notice: made.notice },
    });
    await saveSections(trx, id, made.sections, doing);
    await saveOfficers(trx, id, made.officers, doing);
    for (const [officerId, roles] of made.roles) await setRoles(trx, id, officerId, roles, doing);
    for (const deputy of made.deputies) await nameDeputy(trx, id, deputy, doing);
    await importItems(trx, id, made.items, doing);
    await importInspectors(trx, id, made.inspectors, doing);
    for (const leave of made.leaves) await recordLeave(trx, id, leave, doing);
    await importUnits(trx, id, made.units, doing);
    await declareInterests(trx, id, made.interests, doing);
    return made;
  });
};
