/** Every attack of DR-1 section 7, performed by somebody with all the keys it takes; and what stops or reveals it. */
import { readCatalogue } from '../../../cli/draw/catalogue.ts';
import { randomnessOf } from '../../../domain/beacon/verify-beacon.ts';
import { keyOf } from '../../../domain/bundle/draw-key.ts';
import { verifyBundle } from '../../../domain/bundle/verify-bundle.ts';
import { bundleInMemory, type WrittenDocuments } from '../../../domain/bundle/write-bundle.ts';
import { announcementHash } from '../../../domain/draw/announcement.ts';
import { exclusionsHash } from '../../../domain/draw/commitments.ts';
import { executeDraw } from '../../../domain/draw/execute-draw.ts';
import { unitKey } from '../../../domain/draw/labels.ts';
import { profileOf } from '../../../domain/draw/profile.ts';
import { commitRoster, type RosterEntry } from '../../../domain/draw/roster.ts';
import { nextDrawEvent } from '../../../domain/keys/draw-event.ts';
import { DRAW_ID } from '../../support/bundle/facts-of-the-draw.ts';
import { nextKeyEntry, secretOf, testKeyId } from '../../support/bundle/keys.ts';
import { STRATA } from '../../support/bundle/lists.ts';
import { rightfulSeat, teamsOf } from '../../support/bundle/rightful-seat.ts';
import { addEvent, resealed, signedBy } from '../../support/bundle/signing.ts';
import { makeBundle, rewritten } from '../../support/bundle.ts';
import { type Bent, edited, type Files, without } from '../../support/tamper.ts';

const catalogue = await readCatalogue();
const made = makeBundle({ units: 60 });
const { documents, roster, facts, seed } = made;
const announced = documents['announcement.json'];
const profile = profileOf(announced.alg);

const verdict = async (files: Files, trusted: readonly string[] = []) => {
  const { ok, firstWrong, remarks } = await verifyBundle(files, catalogue, { trusted });
  return { ok, wrong: firstWrong === null ? null : [firstWrong.code, firstWrong.case], remarks };
};

const oneTimeSecretOf = ({ 'one-time-code.json': code }: WrittenDocuments) =>
  code === undefined ? {} : { oneTimeCode: code.secret };

/** The draw made over with another announcement or roster, signed and sealed by everyone in the bureau. */
const madeOver = (
  change: Bent,
  list: readonly RosterEntry[] = roster,
  others: Partial<WrittenDocuments> = {},
): Files => {
  const announcement = { ...announced, ...change };
  const hash = announcementHash(announcement);
  const sources = others['sources.json'] ?? documents['sources.json'];
  const record = executeDraw({ announcement, roster: list, sources, facts, ...oneTimeSecretOf(documents) });
  const sealed = resealed(seed, {
    ...documents,
    ...others,
    'announcement.json': announcement,
    'announcement-signatures.json': signedBy(
      seed,
      ['operator', 'supervisor'],
      'announcement',
      hash,
      announced.announced_at,
    ),
    'record.json': record,
  });
  return bundleInMemory(sealed, list);
};

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

describe('the last revealer stays silent', () => {
  const secret = makeBundle({ units: 60, oneTimeCode: true });

  it('nothing is said to hold while the one-time code is kept back', async () => {
    const files = without(secret.files, 'one-time-code.json');
    expect((await verdict(files)).wrong).toEqual(['one-time-code', 'missing']);
  });

  it('before the reveal nobody can compute the key: the inspected are not tipped off', () => {
    const { 'one-time-code.json': _, ...known } = secret.documents;
    expect(() => keyOf(announcementHash(known['announcement.json']), known, profile)).toThrow(/尚未揭示/);
  });
});

describe('a source is withheld or lies', () => {
  const withProof = (change: (proof: Bent) => void): Files =>
    edited(made.files, 'sources.json', (sources: Bent) => {
      change(sources[1].proof);
    });

  it('a value that the round’s signature does not give is refused', async () => {
    const files = edited(made.files, 'sources.json', (sources: Bent) => {
      sources[1].value = '00'.repeat(32);
    });
    expect((await verdict(files)).wrong).toEqual(['sources', 'value']);
  });

  it('a signature that the chain did not make is refused, though everything else was made to fit', async () => {
    const signature = `a${'0'.repeat(95)}`;
    const randomness = randomnessOf(signature);
    const [dice, beacon] = documents['sources.json'];
    if (dice === undefined || beacon === undefined) throw new Error('two sources');
    const lied = [dice, { ...beacon, value: randomness, proof: { round: 657_413, signature, randomness } }];
    const files = madeOver({}, roster, { 'sources.json': lied });
    expect((await verdict(files)).wrong).toEqual(['drand-signature', null]);
  });

  it('another round than the announced one is refused', async () => {
    const files = withProof((proof) => {
      proof.round = 657_414;
    });
    expect((await verdict(files)).wrong).toEqual(['round-time', 'round']);
  });

  it('a chain of one’s own is refused, whatever was announced', async () => {
    const sources = announced.sources.map((source) =>
      source.kind === 'drand' ? { ...source, chain_hash: '00'.repeat(32) } : source,
    );
    const files = madeOver({ sources }, roster, { 'time-proofs.json': [] });
    expect((await verdict(files)).wrong).toEqual(['round-time', 'chain']);
  });
});

describe('the sample’s size is played with', () => {
  it('a quota that the ratio does not give is refused before anything is drawn', () => {
    const strata = announced.strata.map((stratum) =>
      stratum.id === '1/甲类' ? { ...stratum, quota: 1 } : stratum,
    );
    expect(() => madeOver({ strata })).toThrow(/与比例算得的/);
  });

  it('a prefix made longer afterwards is not what the announcement gives', async () => {
    const files = edited(made.files, 'record.json', (record: Bent) => {
      record.strata[2].quota += 1;
    });
    expect((await verdict(files)).wrong).toEqual(['tickets', 'figures']);
  });
});

describe('weights are tampered with', () => {
  it('on the roster: the hash gives it away', async () => {
    const heavier = roster.map((entry) => (entry.stratum === '1/甲类' ? { ...entry, w: 9 } : entry));
    expect((await verdict(rewritten(made, {}, heavier))).wrong).toEqual(['roster', 'hash']);
  });

  it('in a stratum that is announced without any: no such draw is carried out', () => {
    const heavier = roster.map((entry) => (entry.stratum === '2' ? { ...entry, w: 9 } : entry));
    const { rosterHash, rosterMerkleRoot } = commitRoster(DRAW_ID, heavier, profile);
    expect(() =>
      madeOver({ roster_hash: rosterHash, roster_merkle_root: rosterMerkleRoot }, heavier),
    ).toThrow(/不加权/);
  });
});

describe('the assignment is steered', () => {
  it('a conflict made up after the draw does not open the sealed leaf', async () => {
    const files = edited(made.files, 'record.json', (record: Bent) => {
      record.assignment.inputs.visits[0].barred = ['检01', '检02'];
    });
    expect((await verdict(files)).wrong).toEqual(['eligibility', null]);
  });

  it('an inspector who goes on leave after the draw does not leave the announced list', async () => {
    const files = edited(made.files, 'inspectors.json', (list: Bent) => {
      list.inspectors[0].available = false;
    });
    expect((await verdict(files)).wrong).toEqual(['inspectors', 'hash']);
  });

  it('a team of one’s choice is not what the tickets give', async () => {
    const files = edited(made.files, 'record.json', (record: Bent) => {
      record.assignment.teams[1].inspectors = ['检01', '检02'];
    });
    expect((await verdict(files)).wrong).toEqual(['assignment', 'team']);
  });
});

describe('what happens afterwards is bent', () => {
  const { strata, visits } = documents['record.json'];
  const first = strata.find(({ id }) => id === '2');
  const [drawn] = first?.order ?? [];
  const reserve = first?.order.slice(first.quota) ?? [];
  const substitution = (substitute: number, passed: number[], why = 'not-operating') => ({
    at: '2023-09-20T01:00:00.000000Z',
    kind: 'substitution' as const,
    data: {
      ...{ count: 1, row: 2, stratum: first?.id, unit: drawn?.unit, unit_status: 'closed' },
      substitute: reserve[substitute]?.unit ?? null,
      position: (first?.quota ?? 0) + substitute + 1,
      passed_over: passed.map((place) => ({
        unit: reserve[place]?.unit,
        position: (first?.quota ?? 0) + place + 1,
        why,
      })),
    },
    reason: '企业已注销',
    evidence: '注销登记截图',
    approver: { role: 'approver', code: '0123456789abcdef' },
  });
  const followedBy = (event: Parameters<typeof nextDrawEvent>[2]): Files =>
    rewritten(made, { 'events.json': addEvent(seed, documents['events.json'], event) });

  it('the next in the order is a rightful substitute, and so is the one after it when the first is out of business', async () => {
    expect((await verdict(followedBy(substitution(0, [])))).wrong).toBeNull();
    expect((await verdict(followedBy(substitution(1, [0])))).wrong).toBeNull();
  });

  it('a friend in reserve is not passed over in silence, nor as one who has served already', async () => {
    expect((await verdict(followedBy(substitution(1, [])))).wrong).toEqual(['events', 'substitution']);
    expect((await verdict(followedBy(substitution(1, [0], 'substituted-before')))).wrong).toEqual([
      'events',
      'substitution',
    ]);
  });

  it('a seat goes to whom the draw’s own tickets give it, and to nobody of anybody’s choice', async () => {
    const { unit = '' } = visits[0] ?? {};
    const rightful = rightfulSeat(documents, teamsOf(documents), { unit, slot: 1 });
    const people = documents['inspectors.json']?.inspectors ?? [];
    const seat = (substitute: string, barred: readonly string[] = []) => ({
      ...substitution(0, []),
      kind: 'recusal' as const,
      data: { barred, count: 1, leaving: null, slot: 1, substitute, unit },
    });
    expect((await verdict(followedBy(seat(rightful)))).wrong).toBeNull();
    expect((await verdict(followedBy(seat(rightful, [rightful])))).wrong).toEqual(['events', 'recusal']);
    for (const { id } of people.filter((each) => each.id !== rightful))
      expect((await verdict(followedBy(seat(id)))).wrong).toEqual(['events', 'recusal']);
    expect((await verdict(followedBy(seat('检77')))).wrong).toEqual(['events', 'recusal']);
  });

  it('a decision names its reason and who approved it', () => {
    expect(() => followedBy({ ...substitution(0, []), reason: null })).toThrow(/须写明理由/);
  });
});

describe('the log is rewritten', () => {
  const told = addEvent(seed, documents['events.json'], {
    at: '2023-09-21T01:00:00.000000Z',
    kind: 'void',
    data: {},
    reason: '上级机关决定',
    evidence: null,
    approver: null,
  });

  it('an event taken out of the chain breaks it', async () => {
    const [, last] = told;
    const files = rewritten(made, { 'events.json': last === undefined ? [] : [{ ...last, no: 1 }] });
    expect((await verdict(files)).wrong).toEqual(['events', 'chain']);
  });

  it('a signed event cannot be put in other words', async () => {
    const [first, last] = told;
    if (first === undefined || last === undefined) throw new Error('two events');
    const { hash: _hash, ...content } = last;
    const reworded = nextDrawEvent(DRAW_ID, first, { ...content, reason: '机器故障' }, profile);
    const files = rewritten(made, { 'events.json': [first, { ...reworded, signature: last.signature }] });
    expect((await verdict(files)).wrong).toEqual(['events', 'signature']);
  });

  it('the keys known at the sealing stay in the log', async () => {
    const files = rewritten(made, { 'keys.json': documents['keys.json'].slice(0, 3) });
    expect((await verdict(files)).wrong).toEqual(['receipt', null]);
  });

  it('a key lost before it signed signs nothing', async () => {
    const log = documents['keys.json'];
    const by = [secretOf(seed, 'supervisor')];
    const change = { event: 'lost' as const, at: '2023-02-01T01:00:00.000000Z', by };
    const lost = nextKeyEntry(log, 'operator', secretOf(seed, 'operator'), change);
    expect((await verdict(rewritten(made, { 'keys.json': [...log, lost] }))).wrong).toEqual([
      'keys',
      'not-valid-then',
    ]);
  });
});
