import { jsonb } from '../../db/actor.ts';
import { type CyclePlanRow, cyclePlanRows } from '../../db/cycle/plan-rows.ts';
import { publicDrawId } from '../../db/draw/draw-events.ts';
import { enlargementOf } from '../../db/draw/enlargements.ts';
import { giveCodes } from '../../db/draw/person-codes.ts';
import { type AnnouncementPlan, buildAnnouncement } from '../../domain/draw/build-announcement.ts';
import { eligibilityCommitter } from '../../domain/draw/eligibility-tree.ts';
import { profileOf } from '../../domain/draw/profile.ts';
import { enlargedRule } from '../../domain/strata/enlarged-rule.ts';
import { announcedRule } from '../../domain/strata/published-rule.ts';
import type { StepInput } from '../../workflows/shared/contract.ts';
import { followPlan } from '../inspection-cycle/cycle-rows.ts';
import { attemptAt } from '../shared/attempt-at.ts';
import type { ActivityDeps } from '../shared/deps.ts';
import { inStep, type Step } from '../shared/step.ts';
import {
  type DrawFacts,
  endUndrawn,
  hasEnded,
  isEnlargement,
  latestDayOf,
  lockDraw,
  obstacleOf,
  setDraw,
} from './draw-facts.ts';
import { type FrozenPeople, freezePeople, withCap } from './freeze-people.ts';
import { type FrozenRoster, freezeRoster } from './freeze-roster.ts';
import { rowToDraw } from './gatherings.ts';
import { daysForBatches, plannedDays } from './planned-days.ts';
import type { RandomnessSource, SourcePlan, Waiting } from './randomness.ts';
import {
  draftAnnouncement,
  planSigning,
  revealDeadline,
  type SigningPlan,
} from './signing/draft-announcement.ts';
import { SOFTWARE_VERSION } from './software-version.ts';
import { verifierHash } from './verifier-hash.ts';

interface Lists {
  readonly roster: FrozenRoster;
  readonly people: FrozenPeople;
  readonly eligibilityRoot: string;
}

/** What an announcement says of its time and its randomness. */
interface Ceremony extends SourcePlan {
  readonly announcedAt: string;
}

const planOf = (
  step: Step,
  { draw, cycle }: DrawFacts,
  rows: readonly CyclePlanRow[],
  { roster, people, eligibilityRoot }: Lists,
  { announcedAt, sources, noticeHours, fallback }: Ceremony,
  signing: SigningPlan,
): AnnouncementPlan => ({
  alg: step.settings.draw.algorithm,
  bureau: step.authorityName,
  cycle: cycle.id,
  purpose: draw.purpose,
  batch: draw.batch,
  draw_no: draw.id,
  draw_id: publicDrawId(step.authorityId, draw.id),
  announced_at: announcedAt,
  rehearsal: draw.rehearsal,
  signers: signing.signers,
  strata: roster.strata,
  rules: rows.map((row) => announcedRule(rowToDraw(row), row.itemName)).sort((a, b) => a.row - b.row),
  roster: roster.commitment,
  exclusions: roster.exclusions,
  facts: people.facts,
  eligibilityRoot,
  assignment: {
    team_size: step.settings.task.teamSize,
    planned: plannedDays(step, cycle, roster.strata),
    qualifications: rows.flatMap(({ number, qualification }) =>
      qualification === null ? [] : [{ row: Number(number), needs: [qualification] }],
    ),
    sections: [],
  },
  sources,
  notice_hours: noticeHours,
  fallback,
  otc_commit: signing.otcCommit,
  ...revealDeadline(signing),
  publish_policy:
    signing.revealAt === null
      ? '抽取完成后即行公布抽取记录'
      : '抽取完成后即行公布抽取记录的摘要，名单在公开时限届满时公布',
  witness_required: step.settings.draw.witness.required,
  sign_off_working_days: step.settings.draw.witness.signOffWorkingDays,
  verifier_sha256: verifierHash(),
  software_version: SOFTWARE_VERSION,
});

const store = async (step: Step, drawId: string, { roster, people }: Lists): Promise<void> => {
  const { trx, authorityId } = step;
  for (const { number, entries, data } of roster.rows) {
    await trx
      .insertInto('drawRoster')
      .values({ authorityId, drawId, rowNumber: number, entries, data })
      .execute();
  }
  await trx
    .insertInto('drawFacts')
    .values({
      authorityId,
      drawId,
      facts: jsonb(people.facts),
      exclusions: jsonb(roster.exclusions),
      peopleHash: people.peopleHash,
    })
    .execute();
};

/** No inspector's code holds a slash, so this is nobody's salt. */
const DRAW_SECRET = '/secret';

/** Nobody's draw is called so: a person's salt is of no draw. */
const OF_A_PERSON = '/person';

/** People first: what they may not visit is committed to unit by unit while the roster passes by. */
const freezeLists = async (
  step: Step,
  drawId: string,
  cycle: DrawFacts['cycle'],
  rows: readonly CyclePlanRow[],
  source: RandomnessSource,
): Promise<Lists> => {
  const profile = profileOf(step.settings.draw.algorithm);
  await giveCodes(step.trx, step.authorityId, (number) => source.saltOf(OF_A_PERSON, number));
  const people = await freezePeople(step, cycle, {
    secret: source.saltOf(drawId, DRAW_SECRET),
    saltOf: (id) => source.saltOf(drawId, id),
  });
  const eligibility = eligibilityCommitter(people.facts, profile);
  const scope = { cycle, visits: daysForBatches(step, cycle) };
  const roster = await freezeRoster(step, publicDrawId(step.authorityId, drawId), rows, scope, {
    profile,
    onUnit: eligibility.add,
  });
  const units = [...roster.commitment.eligible.values()].reduce((sum, count) => sum + count, 0);
  return { roster, people: withCap(people, Math.max(1, units)), eligibilityRoot: eligibility.root() };
};

/** What a draw is of: the rows of its cycle, or further units of one of them (扩大抽查) by the version it was drawn from. */
const rowsToDraw = async (
  step: Step,
  found: DrawFacts,
): Promise<{ readonly cycle: DrawFacts['cycle']; readonly rows: readonly CyclePlanRow[] }> => {
  if (!isEnlargement(found)) {
    // A draw may have waited long for its source: the plan in force now is the one that is announced (R56).
    const cycle = await followPlan(step, found.cycle);
    return { cycle, rows: await cyclePlanRows(step, cycle.id) };
  }
  const { cycle, draw } = found;
  const granted = await enlargementOf(step.trx, step.authorityId, draw.id);
  const rows = (await cyclePlanRows(step, cycle.id)).flatMap((row) =>
    row.number === granted?.rowNumber ? [{ ...row, rule: enlargedRule(row.rule, granted.additional) }] : [],
  );
  return { cycle, rows };
};

/** Freezes the lists and makes the announcement (抽取公告), once: nothing in it can change afterwards. */
const announce = async (
  step: Step,
  found: DrawFacts,
  source: RandomnessSource,
  ceremony: Ceremony,
): Promise<Waiting | null> => {
  const { draw } = found;
  const { cycle, rows } = await rowsToDraw(step, found);
  const numbers = rows.map(({ number }) => number);
  const signing = await planSigning(step, found, numbers, step.settings.draw.algorithm, source);
  if ('waitingFor' in signing) return signing;
  const lists = await freezeLists(step, draw.id, cycle, rows, source);
  if (isEnlargement(found) && lists.roster.commitment.eligible.size === 0) {
    await endUndrawn(step, found, '该计划行已没有尚未抽取的检查对象');
    return null;
  }
  await store(step, draw.id, lists);
  const { announcement, conflicts } = buildAnnouncement(planOf(step, found, rows, lists, ceremony, signing));
  const hash = await draftAnnouncement(step, found, announcement, signing, source);
  await step.audit('draw.announced', ['draw', draw.id], {
    announcementHash: hash,
    rosterHash: announcement.roster_hash,
    strata: announcement.strata.map(({ id, eligible, quota }) => ({ id, eligible, quota })),
    conflicts: [
      ...lists.roster.conflicts.map(({ stratum, message }) => `${stratum}：${message}`),
      ...conflicts.map(({ stratum, conflict }) => `${stratum}：${conflict.message}`),
    ],
  });
  return null;
};

/** An announcement names its sources; while it cannot, the draw waits and says for what. */
const waitFor = (step: Step, drawId: string, { waitingFor }: Waiting): Promise<void> =>
  setDraw(step, drawId, { state: 'waiting', waitingFor });

const isDue = (step: Step, found: DrawFacts): boolean =>
  found.draw.announcementHash === null && !hasEnded(found) && obstacleOf(step, found) === null;

/**
 * Two steps with the relays in between, for no transaction is open while the network is asked: the later of them
 * announces, by its own business time.
 */
const announceIfDue = async (
  deps: ActivityDeps,
  source: RandomnessSource,
  input: StepInput,
): Promise<void> => {
  const settings = await inStep(deps, input, async (step) =>
    isDue(step, await lockDraw(step, input.subjectId)) ? step.settings.draw : null,
  );
  if (settings === null) return;
  const obstacle = await source.obstacleToAnnouncing(settings.randomness, input.at);
  await inStep(deps, input, async (step) => {
    const found = await lockDraw(step, input.subjectId);
    if (!isDue(step, found)) return;
    const announcedAt = source.announcedAt(step.at);
    const plan = obstacle ?? (await source.plan(step, announcedAt, latestDayOf(found)));
    const lacking =
      'waitingFor' in plan ? plan : await announce(step, found, source, { ...plan, announcedAt });
    if (lacking !== null) await waitFor(step, found.draw.id, lacking);
  });
};

/** What the lists themselves forbid is for a person to mend: the draw waits and says what it is. */
const waitForLists = (deps: ActivityDeps, input: StepInput, reason: string): Promise<void> =>
  inStep(deps, input, (step) =>
    waitFor(step, input.subjectId, { waitingFor: `名单有误，不能公告：${reason}` }),
  );

export const announceDraw =
  (deps: ActivityDeps, source: RandomnessSource) =>
  async (given: StepInput): Promise<void> => {
    const input = { ...given, at: attemptAt(given.at) };
    try {
      await announceIfDue(deps, source, input);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      await waitForLists(deps, input, error.message);
    }
  };
