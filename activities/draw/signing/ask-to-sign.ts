import { holderOf, readKeyLog } from '../../../db/keys/key-log.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import { cycleName } from '../../../domain/cycle/cycle-name.ts';
import { keyInUse } from '../../../domain/keys/key-log.ts';
import type { DeadlineBasis } from '../../shared/deadline-dates.ts';
import { openDeadline } from '../../shared/deadlines.ts';
import { tell } from '../../shared/notice.ts';
import { officersByIds } from '../../shared/people.ts';
import type { Step } from '../../shared/step.ts';
import type { DrawFacts } from '../draw-facts.ts';
import { SIGNED_NAMES, SIGNING_ROLES, type SignedName } from './documents.ts';
import { signedBy } from './store-signature.ts';

/** Officers whose signature is still missing: holders of the keys in use. */
export const unsignedHolders = async (
  step: Step,
  drawId: string,
  document: SignedName,
): Promise<string[]> => {
  const signed = await signedBy(step, drawId, document);
  const log = await readKeyLog(step.trx, step.authorityId);
  const holders: string[] = [];
  for (const role of SIGNING_ROLES) {
    const key = signed.has(role) ? undefined : keyInUse(log, role);
    const holder = key === undefined ? null : await holderOf(step.trx, step.authorityId, key.key_id);
    if (holder !== null) holders.push(holder);
  }
  return holders;
};

const CHINA_OFFSET_MS = 8 * 3_600_000;

const dayInWords = (date: IsoDate): string => {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
};

/** `2021年1月7日10:00` in China, for people. */
export const inWords = (instant: string): string => {
  const china = new Date(Date.parse(instant) + CHINA_OFFSET_MS).toISOString();
  return `${dayInWords(china.slice(0, 10))}${china.slice(11, 16)}`;
};

export interface Owed {
  readonly document: SignedName;
  readonly basis: DeadlineBasis;
  /** By when, for people. @default the day of the basis */
  readonly before?: string;
  /** Of the deadline, where a document is owed more than once. @default the document */
  readonly part?: string;
}

/** Opens the deadline for the signatures of a document and tells those who owe them. */
export const askToSign = async (
  step: Step,
  { draw, cycle }: DrawFacts,
  { document, basis, before = dayInWords(basis.dueOn), part = document }: Owed,
): Promise<void> => {
  const key = { subjectKind: 'draw', subjectId: draw.id, kind: 'signing', part } as const;
  await openDeadline(step, key, basis);
  await tell(step, {
    subject: ['draw', draw.id],
    code: 'draw.to-sign',
    params: {
      cycleName: cycleName(cycle),
      drawNumber: draw.id,
      documentName: SIGNED_NAMES[document],
      signBefore: before,
    },
    to: await officersByIds(step, await unsignedHolders(step, draw.id, document)),
    occasion: part,
  });
};
