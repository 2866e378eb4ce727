import type { Kysely } from 'kysely';
import { systemDoing } from '../../../db/actor.ts';
import type { Database } from '../../../db/connect.ts';
import { importItems } from '../../../db/registers/items.ts';
import { saveSections } from '../../../db/save-officers.ts';
import { SYNTHETIC_ITEMS } from '../../../tools/synthetic/make-authority.ts';
import { SECTIONS } from '../../../tools/synthetic/sections.ts';
import { HOME, START } from '../../api/support/app.ts';

const TRADES = ['道路旅客运输', '道路货物运输', '机动车驾驶员培训', '机动车维修', '公路建设'];

/** What the real plan of 2021 draws from: its items, twenty units of each trade, two inspectors. */
export const addPlanRegisters = async (db: Kysely<Database>): Promise<void> => {
  const doing = systemDoing('test', START);
  await db.transaction().execute(async (trx) => {
    await saveSections(trx, HOME, SECTIONS, doing);
    await importItems(trx, HOME, SYNTHETIC_ITEMS, doing);
    await trx
      .insertInto('unit')
      .values(
        TRADES.flatMap((category, trade) =>
          Array.from({ length: 20 }, (_, index) => ({
            ...{
              authorityId: HOME,
              id: `u${trade}-${index}`,
              kind: 'vehicle' as const,
              code: `晋F${trade}${index}`,
            },
            ...{ name: `${category}企业${index}`, category, area: '城关', status: 'operating' as const },
            ...{ businessAt: START, contactPhone: '13900005678', foundedOn: '2015-01-01' },
          })),
        ),
      )
      .execute();
    await trx
      .insertInto('inspector')
      .values(
        (['inspector', 'drawer'] as const).map((officerId) => ({
          ...{ authorityId: HOME, officerId, certificateNumber: `证${officerId}`, qualifications: TRADES },
          ...{ certificateValidFrom: '2020-01-01', certificateValidTo: '2021-09-30' },
        })),
      )
      .execute();
  });
};
