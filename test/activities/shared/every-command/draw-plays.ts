/** Commands to cycles and draws, each brought to where it fits. */
import type { Kysely } from 'kysely';
import type { Database } from '../../../../db/connect.ts';
import { roundAt } from '../../../../domain/beacon/rounds.ts';
import { type CommandActivity, giveToStep } from '../../../support/give.ts';
import {
  CEREMONY_AT,
  DIGITS,
  DRAW_ID,
  later,
  type RelayStage,
  ROUND_AT,
  testChain,
} from '../../draw/sources/live-draw.ts';
import { addBureau } from '../../support/bureau.ts';
import { draftedDraw, NEXT_DAY, publishedDraw } from '../../support/dice-draw.ts';
import { HOLDERS, signatureOf, signedVoid } from '../../support/keys.ts';
import { bench, DRAW_DAY, OPENING } from '../../support/play.ts';
import { at, running } from '../../support/running-cycle.ts';
import type { Plays, Repeatable } from './repeatable.ts';

const CYCLE_ID = '2021-1';
const ROW = { rowNumber: '202102' };
const BEFORE_THE_DRAW = '2021-01-05T02:00:00.000Z';

interface Place {
  readonly db: Kysely<Database>;
  readonly authorityId: string;
  readonly subjectId: string;
  readonly at: string;
}

const now = (
  { db, authorityId, subjectId, at: time }: Place,
  step: CommandActivity,
  command: { readonly actorId: string } & Readonly<Record<string, unknown>>,
): Repeatable => ({
  db,
  step,
  request: { authorityId, subjectId, at: time, command: { id: 'the-command', ...command } },
});

export const cyclePlays = (database: () => Kysely<Database>): Plays => {
  const of = (authorityId: string, time: string): Place => ({
    db: database(),
    ...{ authorityId, subjectId: CYCLE_ID, at: time },
  });
  const opened = async (id: string) => {
    const authorityId = await addBureau(database(), { id });
    const { cycle } = await bench(database());
    await cycle.advanceCycle({ authorityId, subjectId: CYCLE_ID, at: OPENING });
    return { cycle, place: of(authorityId, BEFORE_THE_DRAW) };
  };
  const basis = { actorId: 'approver', ...ROW, basis: '安全生产法第六十五条' };
  const reasoned = { actorId: 'approver', reason: '疫情防控' };
  const further = { actorId: 'drawer', ...ROW, additional: 5, reason: '前期检查发现问题比例较高' };
  return {
    pauseCycle: async (id) => {
      const { authorityId, table } = await running(database(), id);
      return now(of(authorityId, at('2021-01-11')), table.cycle.pauseCycle, reasoned);
    },
    resumeCycle: async (id) => {
      const { authorityId, table, give } = await running(database(), id);
      await give('pauseCycle', '2021-01-11', {});
      return now(of(authorityId, at('2021-01-18')), table.cycle.resumeCycle, { actorId: 'approver' });
    },
    cancelCycle: async (id) => {
      const { authorityId, table } = await running(database(), id);
      return now(of(authorityId, at('2021-01-11')), table.cycle.cancelCycle, reasoned);
    },
    enlargeDraw: async (id) => {
      const { authorityId, table } = await running(database(), id);
      return now(of(authorityId, at('2021-01-11')), table.cycle.enlargeDraw, further);
    },
    decideEnlargement: async (id) => {
      const { authorityId, table } = await running(database(), id);
      const place = of(authorityId, at('2021-01-11'));
      const { step, request } = now(place, table.cycle.enlargeDraw, { ...further, id: 'asked' });
      await giveToStep(place.db, step, { ...request, name: 'enlargeDraw' });
      const granted = { ...reasoned, enlargementId: 'asked', decision: 'granted' };
      return now(place, table.cycle.decideEnlargement, granted);
    },
    makeUnannounced: async (id) => {
      const { cycle, place } = await opened(id);
      return now(place, cycle.makeUnannounced, basis);
    },
    revokeUnannounced: async (id) => {
      const { cycle, place } = await opened(id);
      const { step, request } = now(place, cycle.makeUnannounced, { ...basis, id: 'made' });
      await giveToStep(place.db, step, { ...request, name: 'makeUnannounced' });
      return now(place, cycle.revokeUnannounced, { ...reasoned, ...ROW });
    },
  };
};

export const drawPlays = (stage: RelayStage): Plays => {
  const of = (authorityId: string, time: string): Place => ({
    ...{ db: stage.db, authorityId, subjectId: DRAW_ID, at: time },
  });
  const announced = async (id: string, settings: object) => {
    const live = await stage.open({ id, settings });
    await live.announce();
    return live;
  };
  const ceremony = { mode: 'ceremony', relays: [] } as const;
  return {
    signDraw: async (id) => {
      const live = await draftedDraw(stage.db, { id });
      const signature = await signatureOf(live.signing(DRAW_DAY), 'announcement', 'operator');
      const what = { document: 'announcement', role: 'operator', ...signature };
      return now(of(live.authorityId, DRAW_DAY), live.table.draw.signDraw, {
        actorId: HOLDERS.operator,
        ...what,
      });
    },
    signOffDraw: async (id) => {
      const live = await publishedDraw(stage.db, { id });
      return now(of(live.authorityId, NEXT_DAY), live.table.draw.signOffDraw, { actorId: 'witness' });
    },
    objectToDraw: async (id) => {
      const live = await publishedDraw(stage.db, { id });
      const objection = { actorId: 'witness', reason: '投掷骰子时现场只有一人' };
      return now(of(live.authorityId, NEXT_DAY), live.table.draw.objectToDraw, objection);
    },
    enterDice: async (id) => {
      const live = await announced(id, ceremony);
      stage.relays.clock.ms = Date.parse(CEREMONY_AT);
      const typed = { actorId: 'drawer', digits: DIGITS, readBy: 'i1' };
      return now(of(live.authorityId, CEREMONY_AT), live.table.draw.enterDice, typed);
    },
    enterBeacon: async (id) => {
      const live = await announced(id, {});
      for (const relay of stage.relays.relays) relay.fail('drops');
      const time = later(ROUND_AT, 2);
      await live.look(time);
      const signature = testChain.signatureOf(roundAt(testChain.chain, Date.parse(ROUND_AT))) ?? '';
      return now(of(live.authorityId, time), live.table.draw.enterBeacon, { actorId: 'witness', signature });
    },
    voidDraw: async (id) => {
      const live = await announced(id, {});
      const time = later(ROUND_AT, -2);
      stage.relays.clock.ms = Date.parse(time);
      const order = { reason: '名录有重大错误', orderNumber: '平交〔2021〕3号', at: time };
      const signed = await signedVoid({ ...of(live.authorityId, time), drawId: DRAW_ID }, order);
      return now(of(live.authorityId, time), live.table.draw.voidDraw, { actorId: 'leader', ...signed });
    },
  };
};
