import type { NoticeCode } from '../../domain/notice/catalog.ts';
import { fillIn, type OwnText } from '../../domain/notice/own-text.ts';
import { day, findingsBlock, lines } from './phrases.ts';
import type { Block, Clip, TemplateParams, Wording } from './wording.ts';

/** To how many characters an SMS may shorten a param; the others are whole: dates, telephones, numbers, people. */
const CLIPPED: Readonly<Record<string, number>> = {
  unitName: 24,
  recipientName: 24,
  itemNames: 30,
  teamNames: 20,
  channelNames: 24,
  cycleName: 24,
  taskNumber: 20,
  orderNumber: 22,
  drawNumber: 16,
  reason: 40,
  receiver: 24,
  findings: 40,
  reminders: 50,
  readiness: 40,
  waitingFor: 40,
  missing: 40,
  outcome: 40,
  basis: 30,
};

const listOf = (value: string): Block =>
  /^\d+$/.test(value) ? findingsBlock(value) : { list: lines(value).map(day) };

/** An authority's own text as a wording like those that ship with the program. */
export const ownWording = ({ subject, blocks, sms }: OwnText): Wording<NoticeCode> => {
  const whole = (text: string, params: TemplateParams): string =>
    fillIn(text, params, (_name, value) => day(value));
  return {
    email: (params) => ({
      subject: whole(subject, params),
      blocks: blocks.map((block): Block => {
        if (typeof block === 'string') return whole(block, params);
        if ('linesOf' in block) return listOf(fillIn(`{${block.linesOf}}`, params));
        return { facts: block.facts.map(([label, value]) => [whole(label, params), whole(value, params)]) };
      }),
    }),
    sms: (params: TemplateParams, clip: Clip) =>
      fillIn(sms, params, (name, value) => {
        const characters = CLIPPED[name];
        return characters === undefined ? day(value) : clip(day(value), characters);
      }),
  };
};
