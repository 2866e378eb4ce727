/** The announcement of a draw of units alone, for benchmarks: 5 % of every stratum and as many in reserve. */
import type { AnnouncementPlan } from '../../domain/draw/build-announcement.ts';
import type { RosterCommitment } from '../../domain/draw/roster.ts';
import { PERCENT, ROWS } from './order-tables.ts';

export const announcementFor = (roster: RosterCommitment): AnnouncementPlan => ({
  alg: 'hkdf-sha256-min-v1',
  bureau: 'bench',
  cycle: '2021-1',
  purpose: 'regular',
  batch: 1,
  draw_no: '2021-001',
  draw_id: 'bench',
  announced_at: '2021-02-26T01:00:00.000000Z',
  rehearsal: true,
  signers: null,
  strata: Array.from({ length: ROWS }, (_, n) => ({
    id: String(n + 1),
    row: n + 1,
    ratio: { numerator: PERCENT, denominator: 100, kind: 'exact' as const },
  })),
  roster,
  exclusions: [],
  sources: [
    { id: 'rehearsal', kind: 'rehearsal', normalisation: 'as is', when: 'at once', where: 'nowhere' },
  ],
  notice_hours: 0,
  fallback: {
    wait_until: '2021-03-26T01:00:00.000000Z',
    // biome-ignore lint/suspicious/noThenProperty: the announcement's word
    then: 'void',
    lack_of_people: 'void',
    text: '作废',
  },
  otc_commit: 'none',
  publish_policy: 'at once',
  witness_required: false,
  sign_off_working_days: 0,
  verifier_sha256: 'none',
  software_version: 'bench',
});
