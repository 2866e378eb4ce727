/** Attacks of DR-1 section 7 on the draw itself: its sources, sample, weights and teams. */
import { randomnessOf } from '../../../../domain/beacon/verify-beacon.ts';
import { keyOf } from '../../../../domain/bundle/draw-key.ts';
import { announcementHash } from '../../../../domain/draw/announcement.ts';
import { commitRoster } from '../../../../domain/draw/roster.ts';
import { DRAW_ID } from '../../../support/bundle/facts-of-the-draw.ts';
import { makeBundle, rewritten } from '../../../support/bundle.ts';
import { type Bent, edited, type Files, without } from '../../../support/tamper.ts';
import { announced, documents, made, madeOver, profile, roster, verdict } from './attacker.ts';

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
