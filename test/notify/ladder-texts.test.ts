import { DEADLINE_KINDS, type DeadlineKind } from '../../domain/deadline/kinds.ts';
import { DEFAULT_LADDERS, type ReminderRecipient } from '../../domain/deadline/ladder.ts';
import type { NoticeCode } from '../../domain/notice/catalog.ts';
import { NOTICE_NAMES, stageWords } from '../../domain/notice/names.ts';
import { hasWordingFor, templateVersion } from '../../notify/templates/registry.ts';
import { renderEmail, renderSms } from '../../notify/templates/render.ts';
import type { Audience } from '../../notify/templates/wording.ts';
import { longestParams } from './support/samples.ts';

/** What a deadline's reminder is called; that of a task's transfer is another than that of an order's referral. */
const CODES: Readonly<Record<DeadlineKind, readonly NoticeCode[]>> = {
  draw: ['reminder.draw'],
  signing: ['reminder.signing'],
  'sign-off': ['reminder.sign-off'],
  visit: ['reminder.visit'],
  entry: ['reminder.entry'],
  review: ['reminder.review'],
  publication: ['reminder.publication'],
  rectification: ['reminder.rectification'],
  reinspection: ['reminder.reinspection'],
  referral: ['reminder.referral', 'reminder.transfer'],
};

const audienceOf = (recipient: ReminderRecipient): Audience => (recipient === 'unit' ? 'unit' : 'officer');
const phaseOf = (offset: number): string => (offset === 0 ? 'on' : offset < 0 ? 'before' : 'after');

/** Every stage of every ladder that an authority starts with, for each audience over each of its channels. */
const LISTED = DEADLINE_KINDS.flatMap((kind) =>
  CODES[kind].flatMap((code) =>
    DEFAULT_LADDERS[kind].flatMap(({ stage, offsetWorkingDays, recipients, channels }) =>
      [...new Set(recipients.map(audienceOf))].flatMap((audience) =>
        channels.map((channel) => ({ code, stage, audience, channel, offset: offsetWorkingDays })),
      ),
    ),
  ),
);

describe('every stage of the reminder ladders', () => {
  it('is listed for officers and units, before, on and after each deadline', () => {
    expect(LISTED.length).toBeGreaterThan(150);
    expect(new Set(LISTED.map(({ code }) => code)).size).toBe(11);
    expect(LISTED.filter(({ audience }) => audience === 'unit').map(({ code }) => code)).toContain(
      'reminder.rectification',
    );
  });

  it.each(LISTED)(
    '$code $stage has its $channel to the $audience [R30]',
    ({ code, stage, audience, channel, offset }) => {
      expect(hasWordingFor(code, audience)).toBe(true);
      const message = {
        template: code,
        templateVersion: templateVersion(code),
        recipientKind: audience,
        businessAt: '2021-04-26T01:00:00.000Z',
        params: {
          ...longestParams(code),
          phase: phaseOf(offset),
          workingDays: String(Math.abs(offset)),
        },
      };
      const says = offset === 0 ? '今日到期' : `${Math.abs(offset)}个工作日`;
      if (channel === 'email') {
        const { subject, text } = renderEmail(message, { rehearsal: true });
        expect(subject).toContain(says);
        expect(text).toContain('2021年12月31日');
      } else {
        const { text, segments, isCut } = renderSms(message, { rehearsal: true });
        expect(text).toContain(says);
        expect([segments <= 2, isCut]).toEqual([true, false]);
      }
      expect(stageWords(stage)).not.toBeNull();
    },
  );

  it('has a Chinese name for each notice', () => {
    for (const name of Object.values(NOTICE_NAMES)) expect(name).toMatch(/^[\p{Script=Han}（）、]+$/u);
  });
});
