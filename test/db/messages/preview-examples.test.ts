import { EXAMPLES } from '../../../db/messages/preview-examples.ts';
import { NOTICES, type NoticeCode } from '../../../domain/notice/catalog.ts';
import { paramsOfNotice } from '../../../domain/notice/own-text.ts';
import { previewOf, USUAL_SEGMENT_PRICE_FEN } from '../../../notify/templates/preview.ts';
import { hasWordingFor, templateVersion } from '../../../notify/templates/registry.ts';

const CODES = Object.keys(NOTICES) as NoticeCode[];
const PARAMS = [...new Set(CODES.flatMap(paramsOfNotice))];
/** Wording depends on these, or they are figures: a mark would be nonsense in them. */
const UNMARKED = /^[\d\-年月日: ]+$|^[A-Za-z\d]+$|^(同意|合格|陈述申辩|2021年第一周期)$/;

describe('the examples of a preview', () => {
  it('are there for every param of every notice, and for nothing else', () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual([...PARAMS].sort());
  });

  it('are words that a person would write, marked as examples', () => {
    const unmarked = Object.values(EXAMPLES).filter((example) => !example.includes('（示例）'));
    for (const example of unmarked) expect(example).toMatch(UNMARKED);
  });

  it('make a letter and an SMS of every notice in which no param’s code is read', () => {
    const audiences = CODES.flatMap((notice) =>
      (['unit', 'officer'] as const)
        .filter((audience) => hasWordingFor(notice, audience))
        .map((audience) => ({ notice, audience })),
    );
    expect(audiences.length).toBeGreaterThan(CODES.length / 2);
    for (const { notice, audience } of audiences) {
      const params = Object.fromEntries(paramsOfNotice(notice).map((name) => [name, EXAMPLES[name] ?? '']));
      const { email, sms } = previewOf(
        {
          ...{ template: notice, templateVersion: templateVersion(notice), params, recipientKind: audience },
          ...{ businessAt: '2021-04-26T01:00:00.000Z', ownText: null },
        },
        { rehearsal: false },
        USUAL_SEGMENT_PRICE_FEN,
      );
      const read = `${email.subject}\n${email.text}\n${sms.text}`;
      const codes = PARAMS.filter((name) => new RegExp(`(?<![\\w/.-])${name}(?![\\w/.-])`, 'u').test(read));
      expect([notice, codes]).toEqual([notice, []]);
    }
  });
});
