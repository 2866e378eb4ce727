/**
 * Speed of the draw core on one core: tickets against one `createHmac` per label, a whole draw of a register, and the
 * assignment of a county, a city and a province. Prints one JSON object; seconds are those of the processor, so that
 * other work on the machine does not count.
 *
 *     node bench/draw-core.ts [--units 1000000] [--visits 30000] [--inspectors 300]
 */
import { createHmac } from 'node:crypto';
import { parseArgs } from 'node:util';
import { assign } from '../domain/assignment/assign.ts';
import type { Visit } from '../domain/assignment/assignment.ts';
import { buildAnnouncement } from '../domain/draw/build-announcement.ts';
import { executeDraw } from '../domain/draw/execute-draw.ts';
import { sha256Bytes, utf8 } from '../domain/draw/hash.ts';
import { unitKey } from '../domain/draw/labels.ts';
import { type Profile, SHA256_PROFILE, SM3_PROFILE } from '../domain/draw/profile.ts';
import { commitRoster, type RosterEntry } from '../domain/draw/roster.ts';
import { ticketMachine } from '../domain/draw/tickets.ts';

const { values } = parseArgs({
  options: {
    units: { type: 'string', default: '1000000' },
    visits: { type: 'string', default: '30000' },
    inspectors: { type: 'string', default: '300' },
  },
});
const [units, visits, inspectors] = [values.units, values.visits, values.inspectors].map(Number) as [
  number,
  number,
  number,
];

const seconds = <T>(work: () => T): { readonly seconds: number; readonly result: T } => {
  const from = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(from);
  return { seconds: Math.round((user + system) / 1000) / 1000, result };
};

const prk = sha256Bytes(utf8('bench'));

/** A tenth of the labels, scaled up: the baseline alone would take longer than everything else. */
const baseline = () => {
  const sample = Math.max(1, Math.floor(units / 10));
  const { seconds: taken } = seconds(() => {
    for (let n = 0; n < sample; n += 1) createHmac('sha256', prk).update(`unit:1/org:${n}/1\u0001`).digest();
  });
  return (taken * units) / sample;
};

const tickets = (profile: Profile) => {
  const machine = ticketMachine(prk, profile);
  const out = new Uint8Array(32);
  for (let n = 0; n < units; n += 1) machine.ticketInto(`unit:1/org:${n}/1`, out);
};

const roster = function* (): Generator<RosterEntry> {
  for (let n = 0; n < units; n += 1)
    yield { code: unitKey('org', `911406${String(n).padStart(12, '0')}`), stratum: '1', w: 1 };
};

const wholeDraw = (profile: Profile) => {
  const commitment = seconds(() => commitRoster('bench', roster(), profile));
  const { announcement } = buildAnnouncement({
    bureau: 'bench',
    cycle: '2021-1',
    purpose: 'regular',
    batch: 1,
    draw_no: '2021-001',
    draw_id: 'bench',
    announced_at: '2021-02-26T01:00:00.000000Z',
    // biome-ignore lint/suspicious/noThenProperty: the announcement's own word
    fallback: { wait_until: '2021-03-05T04:00:00.000000Z', then: 'void', lack_of_people: 'void', text: '-' },
    alg: profile.alg,
    rehearsal: true,
    signers: null,
    notice_hours: 0,
    witness_required: false,
    sign_off_working_days: 0,
    verifier_sha256: 'none',
    otc_commit: 'none',
    publish_policy: 'at-once',
    software_version: 'bench',
    sources: [{ id: 'rehearsal', kind: 'rehearsal', normalisation: 'as-is', when: '-', where: '-' }],
    strata: [{ id: '1', row: 1, ratio: { numerator: 5, denominator: 100, kind: 'exact' } }],
    roster: commitment.result,
    exclusions: [],
  });
  const draw = seconds(() =>
    executeDraw({ announcement, roster: roster(), sources: [{ id: 'rehearsal', value: 'bench' }] }),
  );
  return { commitSeconds: commitment.seconds, drawSeconds: draw.seconds, drawn: draw.result.visits.length };
};

/** About 10 % of the pairs conflict; one inspector in five has the qualification that every tenth visit needs. */
const assignment = (count: number, people: number) => {
  const conflicts = (v: number, i: number): boolean =>
    (Math.imul(v + 1, 0x9e3779b1) ^ Math.imul(i + 1, 0x85ebca6b)) >>> 0 < 0x1999_9999;
  const list = Array.from(
    { length: count },
    (_, v): Visit => ({ unit: `org:${v}`, slots: 2, lastInspectors: [`i${v % people}`] }),
  );
  const taken = seconds(() =>
    assign({
      visits: list,
      inspectors: Array.from({ length: people }, (_, i) => ({ id: `i${i}`, cap: count })),
      exclusionOf: (v, slot, i) =>
        conflicts(v, i)
          ? 'declared-interest'
          : slot === 1 && v % 10 === 0 && i % 5 > 0
            ? 'qualification-missing'
            : undefined,
      ticketInto: ticketMachine(prk).ticketInto,
    }),
  );
  const { result } = taken;
  if (result.status !== 'assigned') throw new Error('the benchmark must be feasible');
  return {
    visits: count,
    inspectors: people,
    seconds: taken.seconds,
    minimalMaxLoad: result.minimalMaxLoad,
    dropped: result.droppedRotations.length,
  };
};

const createHmacSeconds = baseline();
const { seconds: ticketSeconds } = seconds(() => tickets(SHA256_PROFILE));
const whole = wholeDraw(SHA256_PROFILE);
const sm3 = { ticketSeconds: seconds(() => tickets(SM3_PROFILE)).seconds, ...wholeDraw(SM3_PROFILE) };
console.log(
  JSON.stringify(
    {
      units,
      createHmacSeconds,
      ticketSeconds,
      ...whole,
      sm3,
      county: assignment(200, 40),
      city: assignment(5000, 300),
      province: assignment(visits, inspectors),
      peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    },
    null,
    2,
  ),
);
