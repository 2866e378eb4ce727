import { DEFAULT_LADDERS } from '../../../domain/deadline/ladder.ts';
import { NOTICES, type NoticeCode } from '../../../domain/notice/catalog.ts';
import { categoryOfNotice, categoryOfRung, MESSAGE_CATEGORIES } from '../../../domain/notice/categories.ts';

const CODES = Object.keys(NOTICES) as NoticeCode[];

describe('the category of a message', () => {
  it('is known for every notice of the catalogue', () => {
    for (const code of CODES) expect(MESSAGE_CATEGORIES).toContain(categoryOfNotice(code));
    const reminders = CODES.filter((code) => code.startsWith('reminder.'));
    expect(reminders.map(categoryOfNotice)).toEqual(reminders.map(() => 'reminder'));
  });

  it('is an escalation on every rung that goes beyond the person who owes [R79]', () => {
    const rungs = Object.values(DEFAULT_LADDERS).flat();
    const beyond = rungs.filter(({ recipients }) =>
      recipients.some((recipient) => ['chief', 'office', 'supervisor'].includes(recipient)),
    );
    expect(beyond.length).toBeGreaterThan(0);
    expect(new Set(beyond.map(categoryOfRung))).toEqual(new Set(['escalation']));
    const within = rungs.filter((rung) => !beyond.includes(rung));
    expect(new Set(within.map(categoryOfRung))).toEqual(new Set(['reminder']));
  });
});
