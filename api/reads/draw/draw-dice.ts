import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { diceDifferences } from '../../../domain/dice/dice.ts';
import type { Announcement } from '../../../domain/draw/announcement.ts';
import type { RoomAsked } from './room-asked.ts';

interface Entry {
  readonly sourceId: string;
  readonly attempt: number;
  readonly typedBy: string;
  readonly name: string;
  readonly readBy: string;
  readonly digits: string;
}

const hasDice = ({ sources, fallback }: Announcement): boolean =>
  fallback.then === 'dice' || sources.some(({ kind }) => kind === 'dice');

/** Two halves side by side, without a digit of either: where they differ, and who typed. */
const attemptOf = (entries: readonly Entry[], officerId: string) => {
  const [first, second] = entries;
  return {
    attempt: first?.attempt ?? 0,
    sourceId: first?.sourceId ?? '',
    typedBy: entries.map(({ name }) => name),
    isMine: entries.some(({ typedBy }) => typedBy === officerId),
    /** Where they differ, from 1; null until both have typed. */
    positions:
      first === undefined || second === undefined ? null : [...diceDifferences(first.digits, second.digits)],
  };
};

/** How far the typing of the dice has come; null for a draw without dice. What one person typed the other never sees. */
export const diceOf = async (
  db: Kysely<Database>,
  { authorityId, drawId, officerId }: RoomAsked,
  announcement: Announcement | null,
) => {
  if (announcement === null || !hasDice(announcement)) return null;
  const entries: Entry[] = await db
    .selectFrom('drawDiceEntry as e')
    .innerJoin('officer as o', (join) =>
      join.onRef('o.authorityId', '=', 'e.authorityId').onRef('o.id', '=', 'e.typedBy'),
    )
    .select(['e.sourceId', 'e.attempt', 'e.typedBy', 'o.name', 'e.readBy', 'e.digits'])
    .where('e.authorityId', '=', authorityId)
    .where('e.drawId', '=', drawId)
    .orderBy('e.recordedAt')
    .orderBy('e.place')
    .execute();
  const byAttempt = Map.groupBy(entries, ({ sourceId, attempt }) => `${sourceId}/${attempt}`);
  return { attempts: [...byAttempt.values()].map((halves) => attemptOf(halves, officerId)) };
};
