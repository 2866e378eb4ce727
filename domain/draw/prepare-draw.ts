/** What of a draw does not depend on how its roster comes in: everything before the first entry and after the last. */
import { type Announcement, announcementHash } from './announcement.ts';
import type { TakeMember } from './canonical.ts';
import { checkAnnouncement, checkCommitted } from './check-announcement.ts';
import { checkAgainstRoster } from './check-roster.ts';
import { checkSources } from './check-sources.ts';
import type { AssignmentFacts } from './commitments.ts';
import { assignFromPublic } from './draw-assignment.ts';
import { ordinalsOf, type Selections, strataInTurn } from './draw-strata.ts';
import { mergeVisits } from './draw-visits.ts';
import { eligibilityTree } from './eligibility-tree.ts';
import { toHex, utf8 } from './hash.ts';
import { prkOf, type SourceValue, saltOf } from './prk.ts';
import { profileOf, type StartHash } from './profile.ts';
import { inspectorsHash, type PublicInspectors, publicInspectors } from './public-inspectors.ts';
import type { AssignmentInputs, AssignmentRecord, DrawnVisit, DrawRecord, StratumResult } from './record.ts';
import { recordHash } from './record.ts';
import type { RosterCommitment } from './roster.ts';
import { type TicketMachine, ticketMachine } from './tickets.ts';

export interface DrawStart {
  readonly announcement: Announcement;
  /** In the announced order. */
  readonly sources: readonly SourceValue[];
  /** Hex of the revealed secret, where the announcement committed to a one-time code. */
  readonly oneTimeCode?: string;
  /** Required when the announcement has an assignment. */
  readonly facts?: AssignmentFacts;
  /** H of the announced profile, where the platform's own is at hand. @default the profile's */
  readonly startHash?: StartHash;
  /** Is given the text of the record's members as it is hashed, `record_hash` last. */
  readonly takeRecord?: TakeMember;
}

/** The end of a draw: its strata one after the other, then its record. */
export type DrawSteps = Generator<StratumResult, DrawRecord>;

/** All of it at once. */
export const recordOf = (steps: DrawSteps): DrawRecord => {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
};

/** The inspectors as published, checked against the announcement; undefined when only units are drawn. */
const announcedInspectors = ({ announcement, facts }: DrawStart): PublicInspectors | undefined => {
  const { assignment, draw_id, plan_rows, inspectors_hash, alg } = announcement;
  if (assignment === undefined) return undefined;
  if (facts === undefined) throw new RangeError('公告包含检查人员选派，但未提供检查人员名单。');
  const profile = profileOf(alg);
  const list = publicInspectors({ drawId: draw_id, rules: assignment, planRows: plan_rows, facts }, profile);
  checkCommitted('检查人员名单', inspectors_hash, inspectorsHash(list, profile));
  return list;
};

interface People {
  readonly list: PublicInspectors;
  readonly tree: ReturnType<typeof eligibilityTree>;
}

/** Opens the leaves of the visited units. The tree, 64 bytes a unit of the register, ends here. */
const openedOf = (
  { eligibility_root }: Announcement,
  slots: number,
  visits: readonly DrawnVisit[],
  tree: People['tree'],
  selections: Selections,
): AssignmentInputs => {
  const { root, leaves, open } = tree.finish();
  checkCommitted('回避与轮换情况', eligibility_root, root);
  const ordinals = ordinalsOf(selections);
  return { leaves, visits: visits.map(({ unit }) => ({ ...open(unit, ordinals.get(unit) ?? 0), slots })) };
};

const assignmentOf = (
  announcement: Announcement,
  visits: readonly DrawnVisit[],
  machine: TicketMachine,
  selections: Selections,
  people: People | undefined,
): AssignmentRecord => {
  const { assignment } = announcement;
  if (assignment === undefined || people === undefined) return { status: 'not-announced' };
  const { list, tree } = people;
  const inputs = openedOf(announcement, assignment.team_size, visits, tree, selections);
  return assignFromPublic({ list, visits, inputs, ticketInto: machine.ticketInto });
};

/**
 * Checks the announcement and derives the draw's key.
 *
 * @throws RangeError (Chinese) when announcement, sources, one-time code or facts do not fit
 */
export const prepareDraw = (start: DrawStart) => {
  const { announcement, sources, oneTimeCode, facts, startHash, takeRecord } = start;
  checkAnnouncement(announcement);
  checkSources(announcement, sources);
  const profile = profileOf(announcement.alg);
  const list = announcedInspectors(start);
  const people: People | undefined =
    list === undefined || facts === undefined ? undefined : { list, tree: eligibilityTree(facts, profile) };
  const hash = announcementHash(announcement);
  const prk = prkOf(hash, sources, saltOf(announcement.otc_commit, oneTimeCode, profile), profile);
  const machine = ticketMachine(prk, profile);
  const { strata: announced } = announcement;

  /**
   * Gives each stratum as it is drawn, and the record in the end.
   *
   * @param select asked for once the roster is known to be the announced one
   * @throws RangeError (Chinese) when a list does not match its announced hash
   */
  const conclude = function* (roster: RosterCommitment, select: () => Selections): DrawSteps {
    checkCommitted('抽取名单', announcement.roster_hash, roster.rosterHash);
    checkAgainstRoster(announced, roster);
    const selections = select();
    const strata: StratumResult[] = [];
    for (const stratum of strataInTurn(announced, selections)) {
      strata.push(stratum);
      yield stratum;
    }
    const visits = mergeVisits(strata, announced);
    const record = {
      schema: announcement.schema,
      alg: announcement.alg,
      draw_no: announcement.draw_no,
      draw_id: announcement.draw_id,
      announcement_hash: hash,
      sources: sources.map(({ id, value }) => ({ id, value })),
      rehearsal: announcement.rehearsal,
      prk: toHex(prk),
      strata,
      visits,
      assignment: assignmentOf(announcement, visits, machine, selections, people),
      software_version: announcement.software_version,
    };
    const record_hash = recordHash(record, startHash, takeRecord);
    takeRecord?.('record_hash', utf8(JSON.stringify(record_hash)));
    return { ...record, record_hash };
  };

  return { profile, prk, machine, tree: people?.tree, conclude };
};
