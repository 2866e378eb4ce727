/** What comes after a draw, and draws without a result: the vectors of both, by all verifiers. */
import { readCatalogue } from '../../../cli/draw/catalogue.ts';
import { StandingTeams } from '../../../domain/bundle/standing-teams.ts';
import { verifyBundle } from '../../../domain/bundle/verify-bundle.ts';
import { bundleInMemory, type WrittenEnd } from '../../../domain/bundle/write-bundle.ts';
import { announcementHash } from '../../../domain/draw/announcement.ts';
import { sha256Hex } from '../../../domain/draw/hash.ts';
import { profileOf } from '../../../domain/draw/profile.ts';
import { type DrawEvent, type DrawEventKind, nextDrawEvent } from '../../../domain/keys/draw-event.ts';
import { keyIdOf, publicKeyOf, sign } from '../../../domain/keys/ed25519.ts';
import type { KeyEntry } from '../../../domain/keys/key-log.ts';
import { signedText } from '../../../domain/keys/signed-text.ts';
import { type BundleFiles, pageResult, pythonResults } from '../../support/second-verifiers.ts';
import { BESIDE, bundleOf, type DrawVector } from '../../support/vector-bundles.ts';
import { vectors } from '../../support/vectors.ts';
import { python, script } from './agreement.ts';

interface Told {
  readonly kind: DrawEventKind;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface AfterVector {
  readonly name: string;
  readonly events: readonly Told[];
  readonly teams: readonly { readonly unit: string; readonly inspectors: readonly string[] }[];
  readonly loads: Readonly<Record<string, number>>;
}

interface EndVector {
  readonly name: string;
  readonly sources: DrawVector['announcement']['sources'];
  readonly fallback: DrawVector['announcement']['fallback'];
  readonly notice_hours: number;
  readonly signed: boolean;
  readonly gone: boolean;
  readonly came: readonly { readonly id: string; readonly typed_at?: string }[];
  readonly end: { readonly state: 'void' | 'not-drawn'; readonly at: string; readonly by: string | null };
  readonly verdict: string | null;
}

const draws = new Map(vectors<DrawVector[]>('dr1-draws.json').map((vector) => [vector.name, vector]));
const drawOf = (name: string): DrawVector => {
  const vector = draws.get(name);
  if (vector === undefined) throw new Error(`no draw ${name}`);
  return vector;
};

const { checks, shapes } = await readCatalogue();

/** Code and case of the first wrong thing, by each verifier; null where all holds. */
const verdicts = async (files: BundleFiles): Promise<(string | null)[]> => {
  const catalogue = { checks: checks.filter(({ code }) => !BESIDE.includes(code)), shapes };
  const { firstWrong } = await verifyBundle(files, catalogue);
  const others = [
    await pageResult(script, files, BESIDE),
    ...(python === undefined ? [] : await pythonResults(python, [files], BESIDE)),
  ];
  const firsts = [firstWrong, ...others.map((each) => each.first_wrong)];
  return firsts.map((wrong) => (wrong === null ? null : `${wrong.code}/${wrong.case}`));
};

const chained = ({ announcement }: DrawVector, told: readonly Told[]): DrawEvent[] => {
  const { draw_id, alg } = announcement;
  const events: DrawEvent[] = [];
  for (const each of told) {
    const approver = { role: 'approver', code: '0123456789abcdef' };
    const event = { ...each, reason: '有利害关系', evidence: null, approver };
    events.push(nextDrawEvent(draw_id, events.at(-1), event, profileOf(alg)));
  }
  return events;
};

describe('what comes after a draw', () => {
  const cases = vectors<AfterVector[]>('dr1-after.json');

  it.each(cases.map((each) => [each.name, each] as const))(
    'follows from it: %s',
    async (name, { events }) => {
      const vector = drawOf(name);
      expect(new Set(await verdicts(bundleOf(vector, chained(vector, events))))).toEqual(new Set([null]));
    },
  );

  it.each(cases.map((each) => [each.name, each] as const))(
    'leaves these teams, with these loads: %s',
    (name, { events, teams, loads }) => {
      const { visits, assignment } = drawOf(name).record;
      const standing = new StandingTeams(
        visits.map(({ unit }) => unit),
        assignment.status === 'assigned' ? assignment.teams : [],
      );
      for (const { kind, at, data } of events as readonly (Told & { data: Record<string, never> })[]) {
        const { unit, stratum, substitute, slot } = data;
        if (kind === 'substitution') standing.substitute(at, stratum ?? '', unit ?? '', substitute ?? null);
        else {
          standing.before(at, unit ?? '');
          standing.seat({ at, unit: unit ?? '', slot: slot ?? 0, substitute: substitute ?? '' });
        }
      }
      const now = standing.before('9', '');
      const assigned = [...now].filter(([, team]) => team.length > 0);
      expect(Object.fromEntries(assigned)).toEqual(
        Object.fromEntries(teams.map(({ unit, inspectors }) => [unit, inspectors])),
      );
      const counted: Record<string, number> = {};
      for (const id of assigned.flatMap(([, team]) => team)) counted[id] = (counted[id] ?? 0) + 1;
      expect(counted).toEqual(loads);
    },
  );

  it('is refused by all wherever somebody else takes a seat or a visit', async () => {
    for (const { name, events } of cases) {
      const vector = drawOf(name);
      const place = events.findLastIndex(({ data }) => data['substitute'] !== null);
      const event = events[place];
      if (event === undefined) throw new Error(`${name} changes nothing`);
      const others =
        event.kind === 'substitution'
          ? vector.roster.map(({ code }) => code as string)
          : (vector.inspectors?.inspectors.map(({ id }) => id) ?? []);
      const substitute = others.find((each) => each !== event.data['substitute']);
      const bent = events.with(place, { ...event, data: { ...event.data, substitute } });
      const wrong = event.kind === 'substitution' ? 'events/substitution' : 'events/recusal';
      expect(new Set(await verdicts(bundleOf(vector, chained(vector, bent))))).toEqual(new Set([wrong]));
    }
  });
});

const SUPERVISOR = sha256Hex('the supervisor of the vectors');

const signedAs = (role: 'operator' | 'supervisor', key_id: string) => ({
  ...{ alg: 'ed25519' as const, key_id, role, value: '0'.repeat(128) },
  signed_at: '2021-02-26T01:00:00.000000Z',
});

/** A key log that only says which keys are in use, and which one is gone. */
const logOf = (gone: boolean, signers: readonly (readonly [KeyEntry['role'], string])[]): KeyEntry[] => {
  const entry = (no: number, role: KeyEntry['role'], key_id: string, event: KeyEntry['event']): KeyEntry => ({
    ...{
      no,
      event,
      key_id,
      role,
      alg: 'ed25519',
      public_key: role === 'supervisor' ? publicKeyOf(SUPERVISOR) : '0'.repeat(64),
      holder: '主任',
      endorsements: [],
    },
    at: '2021-01-01T01:00:00.000000Z',
  });
  const made = signers.map(([role, key], index) => entry(index + 1, role, key, 'made'));
  return gone ? [...made, entry(3, 'supervisor', '0c'.repeat(16), 'rotated')] : made;
};

const endedBundle = ({
  sources,
  fallback,
  notice_hours,
  signed,
  gone,
  came,
  end,
}: EndVector): BundleFiles => {
  const vector = drawOf('dice, then a beacon');
  const signers = { operator: '0a'.repeat(16), supervisor: keyIdOf(publicKeyOf(SUPERVISOR)) };
  const announcement = { ...vector.announcement, sources, fallback, notice_hours, signers };
  const { draw_id, draw_no, bureau, cycle, rehearsal } = announcement;
  const told = nextDrawEvent(
    draw_id,
    undefined,
    {
      ...{ at: end.at, kind: end.state, data: end.by === null ? {} : { by: end.by } },
      ...{ reason: '没有结果', evidence: null, approver: null },
    },
    profileOf(announcement.alg),
  );
  // An order is signed as the event that it becomes.
  const value = sign(SUPERVISOR, signedText('event', draw_id, told.hash));
  const signature = end.by === 'order' ? { key_id: signers.supervisor, value } : null;
  const event = { ...told, signature };
  const documents: WrittenEnd = {
    'end.json': {
      ...{ schema: 'dr-1-end', bureau, cycle, draw_id, draw_no, rehearsal, state: end.state },
      ...{
        ended_at: end.at,
        reason: '没有结果',
        event: 1,
        announcement_hash: announcementHash(announcement),
      },
    },
    'events.json': [event],
    'keys.json': logOf(gone, [
      ['operator', signers.operator],
      ['supervisor', signers.supervisor],
    ]),
    'announcement.json': announcement,
    'announcement-signatures.json': signed
      ? [signedAs('operator', signers.operator), signedAs('supervisor', signers.supervisor)]
      : [signedAs('operator', signers.operator)],
    'time-proofs.json': [],
    'exclusions.json': { draw_id, exclusions: vector.exclusions as never },
    'sources.json': came.map(({ id, typed_at }) => ({
      id,
      value: '1',
      proof:
        typed_at === undefined
          ? { round: 1, signature: '00', randomness: '0'.repeat(64) }
          : { digits: '1', read_by: '甲', typed_by: ['乙', '丙'], typed_at, record_photo_sha256: null },
    })),
  };
  return bundleInMemory(documents, vector.roster);
};

describe('a draw without a result', () => {
  it.each(vectors<EndVector[]>('dr1-ends.json').map((each) => [each.name, each] as const))(
    'may end so, or may not: %s',
    async (_name, vector) => {
      const wanted = vector.verdict === null ? null : `outcome/${vector.verdict}`;
      expect(new Set(await verdicts(endedBundle(vector)))).toEqual(new Set([wanted]));
    },
  );
});
