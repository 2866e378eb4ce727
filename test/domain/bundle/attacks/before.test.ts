/** Attacks of DR-1 section 7 on what is fixed before the randomness: seed, list, number. */
import { announcementHash } from '../../../../domain/draw/announcement.ts';
import { exclusionsHash } from '../../../../domain/draw/commitments.ts';
import { executeDraw } from '../../../../domain/draw/execute-draw.ts';
import { unitKey } from '../../../../domain/draw/labels.ts';
import { commitRoster } from '../../../../domain/draw/roster.ts';
import { DRAW_ID } from '../../../support/bundle/facts-of-the-draw.ts';
import { testKeyId } from '../../../support/bundle/keys.ts';
import { STRATA } from '../../../support/bundle/lists.ts';
import { signedBy } from '../../../support/bundle/signing.ts';
import { makeBundle, rewritten } from '../../../support/bundle.ts';
import { type Bent, edited } from '../../../support/tamper.ts';
import { announced, documents, facts, made, madeOver, profile, roster, seed, verdict } from './attacker.ts';

describe('the operator grinds the seed', () => {
  it('there is no member to write one into', async () => {
    const files = edited(made.files, 'announcement.json', (a: Bent) => {
      a.seed = 'lucky';
    });
    expect((await verdict(files)).wrong).toEqual(['schema', 'shape']);
  });

  it('an announcement bent after the round until a friend is spared fails the superior’s countersignature', async () => {
    const target = documents['record.json'].visits[0]?.unit;
    const spares = (policy: string): boolean => {
      const announcement = { ...announced, publish_policy: policy };
      const { visits } = executeDraw({ announcement, roster, sources: documents['sources.json'], facts });
      return visits.every(({ unit }) => unit !== target);
    };
    const policy = Array.from({ length: 200 }, (_, n) => `第${n}种措辞`).find(spares);
    expect(policy).toBeDefined();
    expect((await verdict(madeOver({ publish_policy: policy }))).wrong).toEqual(['time-proof', 'signature']);
  });

  it('without such a proof it is said that the time is not proven', async () => {
    const files = madeOver({ publish_policy: '另一种措辞' }, roster, { 'time-proofs.json': [] });
    const { ok, remarks } = await verdict(files);
    expect(ok).toBe(true);
    expect(remarks.map(({ code }) => code)).toContain('time-proof');
  });

  it('alone, without the supervisor’s key, nothing can be signed', async () => {
    const announcement = { ...announced, publish_policy: '另一种措辞' };
    const hash = announcementHash(announcement);
    const record = executeDraw({ announcement, roster, sources: documents['sources.json'], facts });
    const files = rewritten(made, {
      'announcement.json': announcement,
      'record.json': record,
      'receipt.json': { ...documents['receipt.json'], announcement_hash: hash },
      'announcement-signatures.json': signedBy(
        seed,
        ['operator'],
        'announcement',
        hash,
        announced.announced_at,
      ),
    });
    expect((await verdict(files)).wrong).toEqual(['announcement-signatures', 'missing']);
  });

  it('keys of one’s own are not those that the reader trusts', async () => {
    const forged = makeBundle({ seed: 2, units: 60 }).files;
    const trusted = [testKeyId(seed, 'supervisor')];
    expect((await verdict(forged, trusted)).wrong).toEqual(['keys', 'untrusted']);
    expect((await verdict(made.files, trusted)).ok).toBe(true);
  });
});

describe('a dry run, then a decision', () => {
  it('a draw from the source of rehearsals cannot pass for a real one', async () => {
    const [source] = makeBundle({ units: 60, randomness: 'rehearsal' }).documents['announcement.json']
      .sources;
    expect(() =>
      madeOver({ sources: [source] }, roster, {
        'sources.json': [{ id: 'rehearsal', value: 'preview', proof: {} }],
      }),
    ).toThrow(/只能用于演练/);
    const files = edited(made.files, 'announcement.json', (a: Bent) => {
      a.sources = [source];
    });
    expect((await verdict(files)).ok).toBe(false);
  });

  it('a round that was known when the announcement was made is refused', async () => {
    const sources = announced.sources.map((source) =>
      source.kind === 'drand' ? { ...source, round: 1000, when: '2023-08-23T15:59:24.000000Z' } : source,
    );
    expect(() => madeOver({ sources })).toThrow(/不足24小时/);
  });
});

describe('the roster is edited after the randomness', () => {
  const victim = documents['record.json'].visits.at(-1)?.unit;
  const shorter = roster.filter(({ code }) => code !== victim);

  it('the announced hash gives it away', async () => {
    expect((await verdict(rewritten(made, {}, shorter))).wrong).toEqual(['roster', 'hash']);
  });

  it('an announcement that fits the edited list gives every unit another ticket', () => {
    const other = makeBundle({ lists: { strata: STRATA, roster: shorter, facts } });
    const ticketsOf = ({ strata }: (typeof documents)['record.json']): string[] =>
      strata.flatMap(({ order }) => order.map(({ ticket }) => ticket));
    const before = new Set(ticketsOf(documents['record.json']));
    expect(ticketsOf(other.documents['record.json']).some((ticket) => before.has(ticket))).toBe(false);
  });
});

describe('the roster is shaped before the randomness', () => {
  it('who is left out stands on a public list with a reason', () => {
    expect(documents['exclusions.json'].exclusions.every(({ reason }) => reason !== '')).toBe(true);
  });

  it('nobody is both left out and listed', async () => {
    const both = roster.find(({ stratum }) => stratum === '2')?.code ?? unitKey('org', '-');
    const exclusions = { draw_id: DRAW_ID, exclusions: [{ code: both, row: 2, reason: 'not-operating' }] };
    const hash = exclusionsHash(DRAW_ID, exclusions.exclusions, profile);
    const files = madeOver({ exclusions_hash: hash }, roster, { 'exclusions.json': exclusions });
    expect((await verdict(files)).wrong).toEqual(['exclusions', 'both']);
  });

  it('a name that can be chosen is no label', () => {
    expect(() => commitRoster(DRAW_ID, [{ code: 'name:王记运输' as never, stratum: '2', w: 1 }])).toThrow(
      /对象代码/,
    );
  });
});

describe('a selective re-draw', () => {
  it('a second announcement under the number of the first has another hash, and only one is countersigned', async () => {
    const again = madeOver({ announced_at: '2023-09-14T01:30:00.000000Z' });
    expect((await verdict(again)).wrong).toEqual(['time-proof', 'signature']);
  });

  it('its number is to be looked up in the public register', async () => {
    const { remarks } = await verdict(made.files);
    expect(remarks.find(({ code }) => code === 'register')?.values).toEqual({ number: '2023-007' });
  });
});

describe('parallel draws with different lists', () => {
  it('each hash is bound to its draw: a list of another draw does not fit', async () => {
    const { documents: theirs } = made;
    const elsewhere = { ...theirs['exclusions.json'], draw_id: 'pinglu/2023-008' };
    expect((await verdict(rewritten(made, { 'exclusions.json': elsewhere }))).wrong).toEqual([
      'draw-id',
      null,
    ]);
    expect(commitRoster('pinglu/2023-008', roster).rosterHash).not.toBe(announced.roster_hash);
  });
});
