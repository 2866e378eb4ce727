import { Refusal } from '../../domain/failure/failures.ts';
import type { Reader } from '../actor.ts';
import { searchUnits } from '../registers/search-units.ts';
import type { Unit } from '../registers/units.ts';

const CANDIDATES = 6;

/**
 * The unit (检查对象) that a person means: by id, by code (统一社会信用代码, plate …), by its whole name, or by a part of a
 * name that only one has.
 * @throws Refusal NotFound, or InvalidInput that lists whom it could mean
 */
export const unitNamed = async (db: Reader, authorityId: string, words: string): Promise<Unit> => {
  const asked = words.trim();
  const exact = await db
    .selectFrom('unit')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where((eb) => eb.or([eb('code', '=', asked), eb('id', '=', asked), eb('name', '=', asked)]))
    .orderBy('id')
    .limit(CANDIDATES)
    .execute();
  const found =
    exact.length > 0 ? exact : await searchUnits(db, authorityId, { text: asked, limit: CANDIDATES });
  const [only, ...others] = found;
  if (only === undefined || asked === '') {
    throw new Refusal('NotFound', `名录库中没有代码或名称为“${asked}”的检查对象。`, 'unit');
  }
  if (others.length === 0) return only;
  const more = found.length === CANDIDATES ? '等' : '';
  throw new Refusal(
    'InvalidInput',
    `“${asked}”不止一个检查对象，请写明统一社会信用代码：${found.map(({ name, code }) => `${name}（${code}）`).join('、')}${more}。`,
    'unit',
  );
};
