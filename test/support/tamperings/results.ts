/** Randomness, results, signatures and what came after. */
import { type Bent, edited, jsonOf, withBytes, without } from '../tamper.ts';
import { A, files, inRecord, next, R, rehearsal, secret, type Tampering } from './subjects.ts';

export const RESULTS: readonly Tampering[] = [
  [
    'a source left out',
    () =>
      edited(files, 'sources.json', (s) => {
        s.pop();
      }),
    'sources',
    'list',
    /公告来源为/,
  ],
  [
    'sources in another order',
    () =>
      edited(files, 'sources.json', (s) => {
        s.reverse();
      }),
    'sources',
    'list',
    /drand、dice/,
  ],
  [
    'one person who typed twice',
    () =>
      edited(files, 'sources.json', (s) => {
        s[0].proof.typed_by[1] = s[0].proof.typed_by[0];
      }),
    'sources',
    'dice',
    /两人/,
  ],
  [
    'dice thrown before the announcement',
    () =>
      edited(files, 'sources.json', (s) => {
        s[0].proof.typed_at = '2023-09-13T10:30:00.000000Z';
      }),
    'time-proof',
    'after-randomness',
    /晚于随机数/,
  ],
  [
    'dice thrown when the beacon had spoken',
    () =>
      edited(files, 'sources.json', (s) => {
        s[0].proof.typed_at = jsonOf(files, A).sources[1].when;
      }),
    'sources',
    'after-beacon',
    /录入时信标的值已可知道/,
  ],
  [
    'another value in the record',
    () =>
      inRecord((r) => {
        r.sources[0].value = next(r.sources[0].value);
      }),
    'sources',
    'record',
    /记录中来源/,
  ],
  [
    'a one-time code that is another',
    () =>
      edited(secret, 'one-time-code.json', (o) => {
        o.secret = next(o.secret);
      }),
    'one-time-code',
    'mismatch',
    /摘要得/,
  ],
  [
    'a one-time code kept back',
    () => without(secret, 'one-time-code.json'),
    'one-time-code',
    'missing',
    /尚未公开/,
  ],
  [
    'a one-time code nobody announced',
    () => withBytes(files, 'one-time-code.json', `{"secret":"${'00'.repeat(32)}"}`),
    'one-time-code',
    'unannounced',
    /没有承诺/,
  ],
  [
    'one unit fewer drawn',
    () =>
      inRecord((r) => {
        r.strata[1].quota -= 1;
      }),
    'tickets',
    'figures',
    /“quota”/,
  ],
  [
    'a reserve cut short',
    () =>
      inRecord((r) => {
        r.strata[0].order.pop();
      }),
    'tickets',
    'order',
    /记录为 -/,
  ],
  [
    'two units changing places',
    () =>
      inRecord((r) => {
        const o = r.strata[0].order;
        [o[0], o[1]] = [o[1], o[0]];
      }),
    'tickets',
    'order',
    /第 1 位/,
  ],
  [
    'a stratum left out',
    () =>
      inRecord((r) => {
        r.strata.pop();
      }),
    'tickets',
    'strata',
    /分层与公告不同/,
  ],
  [
    'a chance that was none',
    () =>
      inRecord((r) => {
        r.strata[3].mode = 'drawn';
      }),
    'tickets',
    'figures',
    /“mode”/,
  ],
  [
    'a visit left out',
    () =>
      inRecord((r) => {
        r.visits.pop();
      }),
    'visits',
    null,
    /记录为 null/,
  ],
  [
    'a visit in another batch',
    () =>
      inRecord((r) => {
        const v = r.visits.find((each: Bent) => each.batch === 2);
        v.batch = 1;
      }),
    'visits',
    null,
    /"batch":1/,
  ],
  [
    'a conflict of interest struck out',
    () =>
      inRecord((r) => {
        r.assignment.inputs.visits.find((v: Bent) => v.barred.length > 0).barred = [];
      }),
    'eligibility',
    null,
    /回避与轮换/,
  ],
  [
    'a leaf of another unit',
    () =>
      inRecord((r) => {
        const v = r.assignment.inputs.visits;
        [v[0].index, v[1].index] = [v[1].index, v[0].index];
      }),
    'eligibility',
    null,
    /回避与轮换/,
  ],
  [
    'an inspector exchanged',
    () =>
      inRecord((r) => {
        const t = r.assignment.teams[0].inspectors;
        t.reverse();
      }),
    'assignment',
    'team',
    /检查组应为/,
  ],
  [
    'a smaller greatest load',
    () =>
      inRecord((r) => {
        r.assignment.minimal_max_load -= 1;
      }),
    'assignment',
    'load',
    /最小的最大任务数/,
  ],
  [
    'a rotation said to be dropped',
    () =>
      inRecord((r) => {
        r.assignment.dropped_rotations.push({ inspectors: ['检01'], reason: 'x', unit: r.visits[0].unit });
      }),
    'assignment',
    'rotation',
    /轮换/,
  ],
  [
    'a third seat',
    () =>
      inRecord((r) => {
        r.assignment.inputs.visits[0].slots = 3;
      }),
    'assignment',
    'inputs',
    /slots/,
  ],
  [
    'people said to lack',
    () =>
      inRecord((r) => {
        r.assignment = {
          inputs: r.assignment.inputs,
          lacking: [{ slot: 1, unit: r.visits[0].unit }],
          status: 'infeasible',
        };
      }),
    'assignment',
    'status',
    /infeasible/,
  ],
  [
    'a signature taken away',
    () =>
      edited(files, 'announcement-signatures.json', (s) => {
        s.pop();
      }),
    'announcement-signatures',
    'missing',
    /缺少监督人的签名/,
  ],
  [
    'a signature put in',
    () =>
      edited(files, 'receipt-signatures.json', (s) => {
        s.push({ ...s[0], role: 'witness' });
      }),
    'receipt-signatures',
    'unknown',
    /来历不明/,
  ],
  [
    'a key struck from the log',
    () =>
      edited(files, 'keys.json', (k) => {
        k.splice(2, 1);
      }),
    'keys',
    'number',
    /编号不连续/,
  ],
  [
    'the last key struck from the log',
    () =>
      edited(files, 'keys.json', (k) => {
        k.pop();
      }),
    'receipt',
    null,
    /keys_hash/,
  ],
  [
    'an event struck out',
    () =>
      edited(files, 'events.json', (e) => {
        e[0].no = 2;
      }),
    'events',
    'number',
    /编号不连续/,
  ],
  [
    'a proof of time taken away',
    () => edited(files, 'time-proofs.json', () => []),
    'receipt',
    null,
    /lock_hash/,
  ],
  [
    'a rehearsal passed off as real',
    () =>
      edited(rehearsal, R, (r) => {
        r.rehearsal = false;
      }),
    'record-hash',
    null,
    /记录被改动/,
  ],
  [
    'a rehearsal announced as real',
    () =>
      edited(rehearsal, A, (a) => {
        a.rehearsal = false;
      }),
    'announcement-hash',
    null,
    /公告被改动/,
  ],
];
