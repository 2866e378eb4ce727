import { sql } from 'kysely';
import { peopleHash, registeredInspectors } from '../../db/cycle/inspector-facts.ts';
import { listedCode } from '../../db/draw/person-codes.ts';
import type { PastPairing } from '../../domain/assignment/assignment.ts';
import type { AssignmentFacts } from '../../domain/draw/commitments.ts';
import { type UnitType, unitKey } from '../../domain/draw/labels.ts';
import type { CycleFacts } from '../inspection-cycle/cycle-facts.ts';
import { blindedCode, type StoredPeople } from '../shared/draw-codes.ts';
import type { Step } from '../shared/step.ts';

/** Who visited what in the cycle before: left out of the same unit while people suffice (轮换). */
const lastInspections = async (
  { trx, authorityId }: Step,
  cycle: CycleFacts,
): Promise<AssignmentFacts['lastInspections']> => {
  const { rows } = await sql<{ kind: UnitType; code: string; inspector: string }>`
    select u.kind, coalesce(${listedCode('u')}, u.code) as code, i.certificate_number as inspector
      from task t
      join team_member m on (m.authority_id, m.task_id) = (t.authority_id, t.id) and m.state = 'assigned'
      join unit u on (u.authority_id, u.id) = (t.authority_id, t.unit_id)
      join inspector i on (i.authority_id, i.officer_id) = (m.authority_id, m.officer_id)
     where t.authority_id = ${authorityId} and t.visited_on is not null
       and t.cycle_id = (select id from cycle where authority_id = ${authorityId} and window_end < ${cycle.windowStart}
                          order by window_end desc, id desc limit 1)
     order by u.kind collate "C", coalesce(${listedCode('u')}, u.code) collate "C", i.certificate_number collate "C"`.execute(
    trx,
  );
  return rows.map(({ kind, code, inspector }) => ({ unit: unitKey(kind, code), inspector }));
};

/** How often two inspectors went out together this year. */
const pastPairings = async ({ trx, authorityId }: Step, cycle: CycleFacts): Promise<PastPairing[]> => {
  const { rows } = await sql<{ first: string; second: string; times: number }>`
    with member as (
      select m.task_id, i.certificate_number
        from team_member m
        join task t on (t.authority_id, t.id) = (m.authority_id, m.task_id)
        join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
        join inspector i on (i.authority_id, i.officer_id) = (m.authority_id, m.officer_id)
       where m.authority_id = ${authorityId} and m.state = 'assigned' and c.year = ${cycle.year}
         and t.visited_on is not null)
    select a.certificate_number as first, b.certificate_number as second, count(*) as times
      from member a join member b on b.task_id = a.task_id
       and a.certificate_number collate "C" < b.certificate_number collate "C"
     group by 1, 2 order by 1, 2`.execute(trx);
  return rows.map(({ first, second, times }) => ({ inspectors: [first, second], times }));
};

export interface FrozenPeople {
  readonly facts: StoredPeople;
  readonly peopleHash: string;
}

/** Stands for "no limit" until the number of visits is known. */
const NO_CAP = 100_000;

/** Secret values of one draw, kept like a one-time code: hex. */
export interface DrawSecrets {
  /** Behind the nonces of the eligibility tree: 64 digits. */
  readonly secret: string;
  saltOf(inspectorId: string): string;
}

/**
 * Freezes who may be assigned: the inspector register with leave and interests, each under a code and a salt of
 * this draw alone. The most visits of one inspector are not known yet, see `withCap`.
 */
export const freezePeople = async (
  step: Step,
  cycle: CycleFacts,
  { secret, saltOf }: DrawSecrets,
): Promise<FrozenPeople> => {
  const inspectors = await registeredInspectors(step, NO_CAP);
  const codeOf = (certificateNumber: string): string => blindedCode(secret, certificateNumber);
  const visited = await lastInspections(step, cycle);
  const pairings = await pastPairings(step, cycle);
  return {
    facts: {
      secret,
      inspectors: inspectors.map((facts) => ({
        ...facts,
        id: codeOf(facts.id),
        salt: saltOf(facts.id),
      })),
      lastInspections: visited.map(({ unit, inspector }) => ({ unit, inspector: codeOf(inspector) })),
      pastPairings: pairings.map(({ inspectors: [a, b], times }) => ({
        inspectors: [codeOf(a), codeOf(b)],
        times,
      })),
    },
    peopleHash: peopleHash(inspectors, step.settings.task.teamSize),
  };
};

/** @param cap most visits of one inspector; the number of visits where no limit is set */
export const withCap = ({ facts, ...people }: FrozenPeople, cap: number): FrozenPeople => ({
  ...people,
  facts: { ...facts, inspectors: facts.inspectors.map((inspector) => ({ ...inspector, cap })) },
});
