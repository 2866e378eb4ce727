import { Refusal } from '../../domain/failure/failures.ts';
import type { ListedItem } from '../../domain/items/list-difference.ts';
import type { Reader } from '../actor.ts';
import { checklistOf, listItems } from './items.ts';

/** The items as they stand, published or not, with their checklists. */
export const standingItems = async (db: Reader, authorityId: string): Promise<ListedItem[]> => {
  const items = await listItems(db, authorityId);
  const lines = await checklistOf(
    db,
    authorityId,
    items.map(({ id }) => id),
  );
  return items.map(({ id, name, kind, unitCategory, qualification, legalBasis, method, sectionId }) => ({
    ...{ id, name, unitCategory, qualification, legalBasis, method, sectionId },
    kind: kind as ListedItem['kind'],
    lines: lines
      .filter(({ itemId }) => itemId === id)
      .map((line) => ({ part: line.part, text: line.text, legalBasis: line.legalBasis })),
  }));
};

const editions = (db: Reader, authorityId: string) =>
  db
    .selectFrom('itemListEdition as e')
    .leftJoin('officer as p', (join) =>
      join.onRef('p.authorityId', '=', 'e.authorityId').onRef('p.id', '=', 'e.proposedBy'),
    )
    .leftJoin('officer as d', (join) =>
      join.onRef('d.authorityId', '=', 'e.authorityId').onRef('d.id', '=', 'e.decidedBy'),
    )
    .select(['e.number', 'e.state', 'e.items', 'e.reason', 'e.proposedBy', 'e.proposedAt', 'e.decidedBy'])
    .select(['e.decidedAt', 'e.opinion', 'e.publishedOn', 'e.publishedWhere'])
    .select(['p.name as proposedByName', 'd.name as decidedByName'])
    .where('e.authorityId', '=', authorityId)
    .orderBy('e.number', 'desc');

export type Edition = Awaited<ReturnType<typeof listEditions>>[number];

/** Every edition (清单版次), the newest first. */
export const listEditions = (db: Reader, authorityId: string) => editions(db, authorityId).execute();

/** The published one before another, or the last of all; null: none was. */
export const publishedEdition = async (
  db: Reader,
  authorityId: string,
  before?: number,
): Promise<Edition | null> => {
  const query = editions(db, authorityId).where('e.state', '=', 'published').limit(1);
  return (
    (await (before === undefined ? query : query.where('e.number', '<', before)).executeTakeFirst()) ?? null
  );
};

/** The one that is before the approver; undefined: none is. */
export const waitingEdition = (db: Reader, authorityId: string): Promise<Edition | undefined> =>
  editions(db, authorityId).where('e.state', '=', 'proposed').executeTakeFirst();

/** @throws Refusal NotFound */
export const getEdition = (db: Reader, authorityId: string, number: number): Promise<Edition> =>
  editions(db, authorityId)
    .where('e.number', '=', number)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有第 ${number} 版清单。`));
