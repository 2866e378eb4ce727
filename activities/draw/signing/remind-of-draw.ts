import { isEventPart } from '../../../db/draw/unsigned-events.ts';
import type { Instant } from '../../../domain/calendar/dates.ts';
import { cycleName } from '../../../domain/cycle/cycle-name.ts';
import { KEY_ROLES } from '../../../domain/keys/key-log.ts';
import { recipientsWithRole } from '../../shared/people.ts';
import { remind } from '../../shared/remind.ts';
import type { Step } from '../../shared/step.ts';
import type { DrawFacts } from '../draw-facts.ts';
import { unsignedHolders } from './ask-to-sign.ts';
import { SIGNED_NAMES, SIGNING_ROLES, type SignedName } from './documents.ts';
import { signedBy } from './store-signature.ts';

const documentOf = (part: string): SignedName => {
  if (isEventPart(part)) return 'event';
  return part === 'receipt' ? 'receipt' : 'announcement';
};

/** Roles that have not signed yet, in words; of events one signature is enough. */
export const missingSigners = async (step: Step, drawId: string, document: SignedName): Promise<string> => {
  const signed = await signedBy(step, drawId, document);
  return SIGNING_ROLES.filter((role) => !signed.has(role))
    .map((role) => KEY_ROLES[role])
    .join(document === 'event' ? '或' : '、');
};

/**
 * Sends the reminders of signatures, those of events included, and of the witness’s word that are due.
 * @returns when the next one is
 */
export const remindOfDrawSigning = (step: Step, { draw, cycle }: DrawFacts): Promise<Instant | null> =>
  remind(
    step,
    { subjectKind: 'draw', subjectId: draw.id },
    async () => cycle.pausedOn !== null,
    async (deadline) => {
      const common = { cycleName: cycleName(cycle), drawNumber: draw.id };
      if (deadline.kind === 'sign-off') {
        const witnesses = await recipientsWithRole(step, 'witness');
        return { owners: witnesses.map(({ id }) => id), unitId: null, params: common };
      }
      const document = documentOf(deadline.part);
      return {
        owners: await unsignedHolders(step, draw.id, document),
        unitId: null,
        params: {
          ...common,
          documentName: SIGNED_NAMES[document],
          missing: await missingSigners(step, draw.id, document),
        },
      };
    },
  );
