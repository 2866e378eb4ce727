import type { DeputyRow } from '../../db/name-deputy.ts';
import type { Role } from '../../db/officers.ts';
import type { InterestRow } from '../../db/registers/inspector-interests.ts';
import type { LeaveRow } from '../../db/registers/inspector-leaves.ts';
import type { InspectorRow } from '../../db/registers/inspectors.ts';
import type { OfficerRow } from '../../db/save-officers.ts';
import { inventEmail, inventNames, inventPhone } from './people.ts';
import { INSPECTING, POSTS, type Post } from './posts.ts';
import { type SeededRandom, seededRandom } from './random.ts';
import { TRADES, type Trade } from './sections.ts';

export interface SyntheticPeople {
  readonly officers: readonly OfficerRow[];
  readonly roles: ReadonlyMap<string, readonly Role[]>;
  readonly deputies: readonly DeputyRow[];
  readonly inspectors: readonly InspectorRow[];
  readonly leaves: readonly LeaveRow[];
}

const INTERESTS = 12;

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** Two trades of his section in turn, so that each trade has people enough; now and then one more. */
const qualificationsOf = (random: SeededRandom, trades: readonly Trade[], place: number): Trade[] => {
  const held = [trades[place % trades.length], trades[(place + 1) % trades.length]];
  const extra = random.pick(trades);
  return TRADES.filter((trade) => held.includes(trade) || (trade === extra && random.below(2) === 0));
};

/** The first inspector's certificate ran out the year before, the second's does in June: neither may be drawn then. */
const certificateEnd = (random: SeededRandom, year: number, index: number): string => {
  if (index === 0) return `${year - 1}-11-30`;
  if (index === 1) return `${year}-06-30`;
  return `${year + random.between(2, 4)}-12-31`;
};

const leaveOf = (random: SeededRandom, officerId: string, year: number): LeaveRow => {
  const month = twoDigits(random.between(2, 11));
  const firstDay = random.between(1, 18);
  return {
    officerId,
    fromOn: `${year}-${month}-${twoDigits(firstDay)}`,
    toOn: `${year}-${month}-${twoDigits(firstDay + random.between(2, 9))}`,
    reason: random.pick(['年休假', '病假', '外出培训']),
  };
};

/** About forty invented people in their posts, 26 of them inspectors (24 with a certificate for the whole year). */
export const syntheticPeople = (seed: string, year: number): SyntheticPeople => {
  const random = seededRandom(seed, 'people');
  const posts: Post[] = [
    ...POSTS,
    ...INSPECTING.flatMap(({ section, count }) =>
      Array.from({ length: count }, (): Post => ({ section, roles: ['inspector'] })),
    ),
  ];
  const names = inventNames(random, posts.length);
  const officers = posts.map(({ section }, index): OfficerRow => {
    const id = `o${twoDigits(index + 1)}`;
    return {
      id,
      name: names[index] ?? id,
      sectionId: section,
      username: `pinglu-${id}`,
      email: inventEmail(id, 'officer'),
      phone: inventPhone(index + 1),
      active: true,
    };
  });
  const idAt = (place: number): string => officers[place]?.id ?? '';
  const trades = INSPECTING.flatMap((section) =>
    Array.from({ length: section.count }, (_, place) => qualificationsOf(random, section.trades, place)),
  );
  const inspectors = trades.map(
    (qualifications, index): InspectorRow => ({
      officerId: idAt(POSTS.length + index),
      certificateNumber: `SYN1406030${twoDigits(index + 1)}`,
      certificateValidFrom: `${year - random.between(2, 4)}-01-01`,
      certificateValidTo: certificateEnd(random, year, index),
      qualifications,
      active: true,
    }),
  );
  const onLeave = random.shuffled(inspectors.slice(2)).slice(0, 8);
  return {
    officers,
    roles: new Map(officers.map(({ id }, index) => [id, posts[index]?.roles ?? []])),
    deputies: [
      // The office director and the first approver are away once in the year, as people are.
      {
        officerId: idAt(3),
        role: 'office',
        deputyId: idAt(4),
        fromOn: `${year}-07-05`,
        toOn: `${year}-07-16`,
      },
      {
        officerId: idAt(0),
        role: 'approver',
        deputyId: idAt(2),
        fromOn: `${year}-10-11`,
        toOn: `${year}-10-22`,
      },
    ],
    inspectors,
    leaves: onLeave.map(({ officerId }) => leaveOf(random, officerId, year)),
  };
};

/** A few declared interests (利害关系), so that recusal (回避) has something to keep apart. */
export const syntheticInterests = (
  seed: string,
  year: number,
  inspectors: readonly InspectorRow[],
  unitIds: readonly string[],
): InterestRow[] => {
  const random = seededRandom(seed, 'interests');
  return random
    .shuffled(unitIds)
    .slice(0, INTERESTS)
    .map((unitId) => ({
      officerId: random.pick(inspectors).officerId,
      unitId,
      kind: random.pick(['近亲属任职', '曾任职', '持有股份']),
      declaredOn: `${year - 1}-12-${twoDigits(random.between(1, 28))}`,
    }));
};
