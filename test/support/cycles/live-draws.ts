/** What people do in a live draw: they sign, throw dice, witness. Dice alone, for a shape needs no network. */
import type { RandomnessSettings } from '../../../domain/settings/randomness.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import {
  drawWorkflowId,
  enterDiceUpdate,
  signDrawUpdate,
  signOffDrawUpdate,
  voidDrawUpdate,
} from '../../../workflows/draw/contract.ts';
import type { CommandContent, CommandUpdate } from '../../../workflows/shared/contract.ts';
import type { BureauOptions } from '../../activities/support/bureau.ts';
import { addKeys, HOLDERS, signatureOf, signedVoid } from '../../activities/support/keys.ts';
import { refusalOf } from '../cases/stage.ts';
import { give } from '../give.ts';
import { DRAW_ID, DRAWS_ON, OPENS_ON, type Scene } from './scene.ts';

const CEREMONY: RandomnessSettings = {
  ...({ mode: 'ceremony', relays: [], ceremonyPlace: '一楼大厅' } as const),
  ...({ noticeHours: 24, roundAfterCeremonyHours: 3, fallback: 'void', fallbackAfterHours: 24 } as const),
};
export const LIVE_WITH_DICE: BureauOptions = {
  mode: 'live',
  units: 10,
  rows: [{ number: '202101', windowStart: '2021-01-01', windowEnd: '2021-04-30' }],
  settings: { draw: { ...DEFAULT_SETTINGS.draw, randomness: CEREMONY } },
};
/** The working day after a day for signing and one of notice. */
export const CEREMONY_ON = '2021-01-11';
const WAIT_ENDS_ON = '2021-01-12';
const DIGITS = '314159265358979323846264338327950288419';

let sent = 0;
export const command = async <C extends CommandContent>(
  { db, client, authorityId, now }: Scene,
  update: CommandUpdate<C>,
  content: C & { readonly actorId: string },
): Promise<void> => {
  sent += 1;
  const at = new Date(await now()).toISOString();
  const place = { subjectId: DRAW_ID, workflowId: drawWorkflowId(authorityId, DRAW_ID) };
  await give({ db, client, authorityId, at }, place, update as CommandUpdate, {
    ...content,
    id: `draw-${sent}`,
  });
};

export const sign = async (scene: Scene, document: 'announcement' | 'receipt'): Promise<void> => {
  const { db, authorityId } = scene;
  for (const role of ['operator', 'supervisor'] as const) {
    const signature = await signatureOf({ db, authorityId, drawId: DRAW_ID }, document, role);
    await command(scene, signDrawUpdate, { actorId: HOLDERS[role], document, role, ...signature });
  }
};

const announce = async (scene: Scene): Promise<void> => {
  await addKeys(scene.db, scene.authorityId);
  await scene.runCalendar(OPENS_ON);
  await scene.until(DRAWS_ON, '10:30');
  await sign(scene, 'announcement');
};

export const type = (scene: Scene, actorId: string, digits = DIGITS): Promise<void> =>
  command(scene, enterDiceUpdate, { actorId, digits, readBy: 'i1' });

/** Typed by one who may not, then differently, then alike; signed, and witnessed. */
export const throwDice = async (scene: Scene): Promise<string> => {
  await announce(scene);
  await scene.until(CEREMONY_ON, '10:30');
  await refusalOf(type(scene, 'witness'));
  await type(scene, 'drawer');
  await type(scene, 'office', DIGITS.replaceAll('1', '2'));
  await type(scene, 'drawer');
  await type(scene, 'office');
  await scene.until(CEREMONY_ON, '11:00');
  await sign(scene, 'receipt');
  await scene.until(CEREMONY_ON, '12:00');
  await command(scene, signOffDrawUpdate, { actorId: 'witness' });
  return drawWorkflowId(scene.authorityId, DRAW_ID);
};

/** Nobody throws anything: void by the announced timer. */
export const throwNothing = async (scene: Scene): Promise<string> => {
  await announce(scene);
  await scene.until(WAIT_ENDS_ON, '12:00');
  return drawWorkflowId(scene.authorityId, DRAW_ID);
};

/** A leader voids it while nobody can know the result. */
export const orderVoid = async (scene: Scene): Promise<string> => {
  await announce(scene);
  const { db, authorityId, now } = scene;
  const at = new Date(await now()).toISOString();
  const order = { reason: '名录有误', orderNumber: '1号', at };
  const signed = await signedVoid({ db, authorityId, drawId: DRAW_ID }, order);
  await command(scene, voidDrawUpdate, { actorId: 'leader', ...signed });
  await scene.until(DRAWS_ON, '12:00');
  return drawWorkflowId(scene.authorityId, DRAW_ID);
};
