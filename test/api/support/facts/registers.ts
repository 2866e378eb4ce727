import type { Kysely } from 'kysely';
import type { Database } from '../../../../db/connect.ts';
import { START } from '../app.ts';
import { ROWS, TASKS, UNIT_NAME } from './small-year.ts';

export const addRegisters = async (db: Kysely<Database>, authorityId: string): Promise<void> => {
  await db
    .insertInto('item')
    .values(
      ROWS.map(({ item, text }) => ({
        authorityId,
        id: item,
        name: text,
        kind: 'general',
        unitCategory: item,
        legalBasis: '道路运输条例',
        method: '现场检查',
      })),
    )
    .execute();
  await db
    .insertInto('checklistLine')
    .values({
      authorityId,
      itemId: 'passenger',
      lineNo: 1,
      part: '企业',
      text: '是否持证经营',
      legalBasis: '第八条',
    })
    .execute();
  await db
    .insertInto('unit')
    .values(
      TASKS.map((_, index) => ({
        authorityId,
        id: `u${index + 1}`,
        kind: 'vehicle' as const,
        code: `晋F${index + 1}`,
        name: `${UNIT_NAME}${index + 1}`,
        category: 'passenger',
        area: '城关',
        status: 'operating' as const,
        contactPhone: '13900005678',
        businessAt: START,
      })),
    )
    .execute();
  const certificate = { certificateValidFrom: '2020-01-01', certificateValidTo: '2030-01-01' };
  await db
    .insertInto('inspector')
    .values(
      ['inspector', 'drawer'].map((officerId) => ({
        authorityId,
        officerId,
        certificateNumber: `证${officerId}`,
        ...certificate,
      })),
    )
    .execute();
};
