/** Ways a live draw takes around its signatures, its witness and its one-time code. */
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { drawWorkflowId, objectToDrawUpdate, signDrawUpdate } from '../../../workflows/draw/contract.ts';
import type { BureauOptions } from '../../activities/support/bureau.ts';
import { addKeys, HOLDERS, signatureOf } from '../../activities/support/keys.ts';
import { refusalOf } from '../cases/stage.ts';
import { CEREMONY_ON, command, LIVE_WITH_DICE, sign, type } from './live-draws.ts';
import { DRAW_ID, DRAWS_ON, OPENS_ON, type Scene } from './scene.ts';

const DRAW = LIVE_WITH_DICE.settings?.draw ?? DEFAULT_SETTINGS.draw;
/** The list is revealed ten working days after the announcement; nobody witnesses. */
export const SECRET: BureauOptions = {
  ...LIVE_WITH_DICE,
  settings: {
    draw: {
      ...DRAW,
      witness: { required: false, signOffWorkingDays: 5 },
      secrecy: { rows: 'all', revealWorkingDays: 10 },
    },
  },
};
const REVEALED_ON = '2021-01-21';
/** A day before the ceremony its notice begins, and nobody can sign any more. */
const SIGNED_UNTIL = '2021-01-10';

const theDraw = ({ authorityId }: Scene): string => drawWorkflowId(authorityId, DRAW_ID);

const draft = async (scene: Scene): Promise<void> => {
  await addKeys(scene.db, scene.authorityId);
  await scene.runCalendar(OPENS_ON);
  await scene.until(DRAWS_ON, '10:30');
};

const publish = async (scene: Scene): Promise<void> => {
  await draft(scene);
  await sign(scene, 'announcement');
  await scene.until(CEREMONY_ON, '10:30');
  await type(scene, 'drawer');
  await type(scene, 'office');
  await scene.until(CEREMONY_ON, '11:00');
  await sign(scene, 'receipt');
  await scene.until(CEREMONY_ON, '12:00');
};

/** One signs, the other does not: void by the draw's own timer. */
export const leaveUnsigned = async (scene: Scene): Promise<string> => {
  await draft(scene);
  const { db, authorityId } = scene;
  const signature = await signatureOf({ db, authorityId, drawId: DRAW_ID }, 'announcement', 'operator');
  const signed = { document: 'announcement', role: 'operator', actorId: HOLDERS.operator } as const;
  await command(scene, signDrawUpdate, { ...signed, ...signature });
  await scene.until(SIGNED_UNTIL, '12:00');
  return theDraw(scene);
};

/** Published, and objected to by the witness. */
export const object = async (scene: Scene): Promise<string> => {
  await publish(scene);
  const content = { actorId: 'witness', reason: '投掷时只有一人在场' };
  await refusalOf(command(scene, objectToDrawUpdate, { ...content, actorId: 'drawer' }));
  await command(scene, objectToDrawUpdate, content);
  await scene.until(CEREMONY_ON, '13:00');
  return theDraw(scene);
};

/** Its one-time code is revealed by the draw's own timer. */
export const reveal = async (scene: Scene): Promise<string> => {
  await publish(scene);
  await scene.until(REVEALED_ON, '12:00');
  return theDraw(scene);
};
