import { randomBytes } from 'node:crypto';
import { jsonb } from '../../../db/actor.ts';
import { sealedFor } from '../../../db/keys/escrow.ts';
import { readKeyLog } from '../../../db/keys/key-log.ts';
import { dateAt, type Instant, instantAt } from '../../../domain/calendar/dates.ts';
import { addWorkingDays } from '../../../domain/calendar/working-days.ts';
import { type Announcement, announcementHash } from '../../../domain/draw/announcement.ts';
import { commitToOneTimeCode } from '../../../domain/draw/prk.ts';
import { profileOf } from '../../../domain/draw/profile.ts';
import { keyInUse } from '../../../domain/keys/key-log.ts';
import { preciseInstant } from '../../../domain/keys/signed-text.ts';
import type { Step } from '../../shared/step.ts';
import { type DrawFacts, setDraw } from '../draw-facts.ts';
import type { RandomnessSource, Waiting } from '../randomness.ts';
import { askToSign, inWords } from './ask-to-sign.ts';
import { SIGNING_ROLES } from './documents.ts';

import { lockAnnouncement } from './lock-announcement.ts';
import { rehearsalKeys } from './rehearsal-keys.ts';
import { signAlone } from './store-signature.ts';

const SECRET_BYTES = 32;
const HOUR_MS = 3_600_000;
/** The published hash is two steps from the secret, the salt one: the salt of a draw never gives the secret away. */
const ITERATIONS = 2;

/** What the announcement says of signing and secrecy, settled before it is built. */
export interface SigningPlan {
  readonly signers: Announcement['signers'];
  readonly otcCommit: Announcement['otc_commit'];
  readonly revealAt: Instant | null;
  readonly oneTimeSecret: string | null;
}

const NO_KEYS = '尚未登记抽取人和监督人的签名密钥，不能公告：请由两人分别生成密钥并办理登记（cli keys）';

const isSecret = ({ settings }: Step, rows: readonly string[]): boolean => {
  const secret = settings.draw.secrecy.rows;
  if (secret === 'none' || secret === 'all') return secret === 'all';
  return rows.some((row) => secret.includes(row));
};

/** Who is to sign, and whether the list stays secret; what it waits for where nobody could sign. */
export const planSigning = async (
  step: Step,
  { draw }: DrawFacts,
  rows: readonly string[],
  alg: Announcement['alg'],
  source: Pick<RandomnessSource, 'saltOf'>,
): Promise<SigningPlan | Waiting> => {
  const { trx, authorityId, settings, calendar, today } = step;
  const log = draw.rehearsal ? await rehearsalKeys(step, source) : await readKeyLog(trx, authorityId);
  const operator = keyInUse(log, 'operator');
  const supervisor = keyInUse(log, 'supervisor');
  if (operator === undefined || supervisor === undefined) return { waitingFor: NO_KEYS };
  const signers = { operator: operator.key_id, supervisor: supervisor.key_id };
  if (!isSecret(step, rows)) return { signers, otcCommit: 'none', revealAt: null, oneTimeSecret: null };
  const secret = draw.rehearsal
    ? source.saltOf(draw.id, 'one-time-code')
    : randomBytes(SECRET_BYTES).toString('hex');
  const { date } = addWorkingDays(calendar, today, settings.draw.secrecy.revealWorkingDays);
  return {
    signers,
    otcCommit: commitToOneTimeCode(secret, ITERATIONS, profileOf(alg)),
    revealAt: instantAt(date, settings.draw.timeOfDay),
    oneTimeSecret: secret,
  };
};

/** The secret of a draw comes before its announcement: afterwards the database takes none. */
const keepSecret = async (step: Step, { draw }: DrawFacts, plan: SigningPlan): Promise<void> => {
  const { trx, authorityId } = step;
  if (plan.oneTimeSecret === null) return;
  const log = await readKeyLog(trx, authorityId);
  // The superior's key where there is one: whoever is to reveal it if the bureau is silent.
  const holder = keyInUse(log, 'superior') ?? keyInUse(log, 'supervisor');
  const escrow = holder === undefined ? null : jsonb(sealedFor(holder.public_key, plan.oneTimeSecret));
  await trx
    .insertInto('drawSecret')
    .values({ authorityId, drawId: draw.id, kind: 'one-time-code', secret: plan.oneTimeSecret, escrow })
    .execute();
};

/** Before the notice of the first announced source begins; where none names its hour, within the setting's hours. */
const signBefore = (step: Step, { sources, notice_hours }: Announcement): Instant => {
  const hours = sources
    .map(({ when }) => Date.parse(when) - notice_hours * HOUR_MS)
    .filter((limit) => !Number.isNaN(limit));
  const last = Date.parse(step.at) + step.settings.draw.signingHours * HOUR_MS;
  return new Date(Math.min(...(hours.length === 0 ? [last] : hours))).toISOString();
};

/**
 * Freezes the announcement as a draft (公告拟定): nothing in it can change, and it is published with the signatures of
 * operator and supervisor. A rehearsal signs alone.
 * @returns its hash
 */
export const draftAnnouncement = async (
  step: Step,
  found: DrawFacts,
  announcement: Announcement,
  plan: SigningPlan,
  source: Pick<RandomnessSource, 'saltOf'>,
): Promise<string> => {
  const { draw } = found;
  const hash = announcementHash(announcement);
  const before = signBefore(step, announcement);
  await keepSecret(step, found, plan);
  await setDraw(step, draw.id, {
    announcement: jsonb(announcement),
    announcementHash: hash,
    draftedAt: step.at,
    signBefore: before,
    revealAt: plan.revealAt,
    state: 'drafted',
    waitingFor: '等待抽取人和监督人对公告签名',
  });
  if (draw.rehearsal) {
    await signAlone(step, source, draw.id, 'announcement', SIGNING_ROLES);
    await lockAnnouncement(step, draw.id);
    return hash;
  }
  const basis = { dueOn: dateAt(before), provisional: false };
  await askToSign(step, found, { document: 'announcement', basis, before: inWords(before) });
  return hash;
};

/** As `reveal_deadline` stands in an announcement. */
export const revealDeadline = ({ revealAt }: SigningPlan): { reveal_deadline?: string } =>
  revealAt === null ? {} : { reveal_deadline: preciseInstant(revealAt) };
