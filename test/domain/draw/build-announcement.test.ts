import {
  type AnnouncementPlan,
  buildAnnouncement,
  MOST_ASSIGNED,
} from '../../../domain/draw/build-announcement.ts';

const HASH = 'a'.repeat(64);

/** Five per cent of a register of which only the counts are known: the size is refused before anything is hashed. */
const planOf = (eligible: number): AnnouncementPlan => ({
  ...{ alg: 'hkdf-sha256-min-v1', bureau: '测试局', cycle: '2026-1', purpose: 'regular', batch: 1 },
  ...{ draw_no: '2026-001', draw_id: 'test/2026-001', announced_at: '2026-01-07T02:00:00.000000Z' },
  ...{ rehearsal: true, signers: null, notice_hours: 24, otc_commit: 'none', publish_policy: '即行公布' },
  ...{ witness_required: false, sign_off_working_days: 5, verifier_sha256: 'none', software_version: 'test' },
  sources: [{ id: 'rehearsal', kind: 'rehearsal', normalisation: 'as-is', when: '演练', where: '演练' }],
  fallback: {
    wait_until: '2026-01-20T02:00:00.000000Z',
    // biome-ignore lint/suspicious/noThenProperty: the published name of this member
    then: 'void',
    lack_of_people: 'void',
    text: '到期仍无随机数的，作废。',
  },
  strata: [{ id: '1', row: 1, ratio: { numerator: 5, denominator: 100, kind: 'exact' } }],
  roster: {
    rosterHash: HASH,
    rosterMerkleRoot: '',
    eligible: new Map([['1', eligible]]),
    weights: new Map([['1', new Map([[1, eligible]])]]),
    together: [],
  },
  exclusions: [],
  assignment: {
    team_size: 2,
    planned: { from: '2026-01-08', to: '2026-04-30' },
    qualifications: [],
    sections: [],
  },
  facts: { secret: HASH, inspectors: [], lastInspections: [], pastPairings: [] },
  eligibilityRoot: HASH,
});

it('refuses a draw whose record would be more than a verifier can hold as one text, before anything is announced', () => {
  expect(() => buildAnnouncement(planOf(20 * (MOST_ASSIGNED + 1)))).toThrow(
    '请调整抽查比例，或将计划行分批抽取',
  );
  expect(() => buildAnnouncement(planOf(20 * MOST_ASSIGNED))).not.toThrow('分批抽取');
});
