/** A rehearsed year in which all is well, but for what a test says. */
import type { RehearsalResult } from '../../../cli/rehearse/run-rehearsal.ts';
import { INVARIANTS, type InvariantName, type RehearsalSummary } from '../../../domain/rehearsal/summary.ts';

export const soundSummary = (change: Partial<RehearsalSummary> = {}): RehearsalSummary => ({
  year: 2021,
  seed: 1,
  plan: { rows: 15, doubts: 54 },
  cycles: [
    {
      ...{ number: 1, window: '2021-01-01/2021-04-30', openedAt: '2021-01-04', closedAt: '2021-05-12' },
      ...{ rows: 5, eligible: 552, drawn: 65, visited: 65, replaced: 1, withFindings: 11 },
      published: { inTime: 64, late: 1, open: 0 },
      rectification: { orders: 11, rectified: 10, referred: 1, open: 0 },
      reminders: { email: 532, sms: 95, gathered: 3 },
    },
  ],
  messages: {
    ...{ email: 2495, sms: 1313 },
    stages: [{ stage: 'task.announced', name: '实施检查通知', email: 215, sms: 215, gathered: 0 }],
  },
  inspectors: { count: 28, minLoad: 10, maxLoad: 19 },
  invariants: (Object.keys(INVARIANTS) as InvariantName[]).map((name) => ({
    ...{ name, holds: true, checked: 12 },
  })),
  wallSeconds: 47,
  ...change,
});

export const soundResult = (change: Partial<RehearsalResult> = {}): RehearsalResult => {
  const summary = change.summary ?? soundSummary();
  return {
    ...{ authorityName: '某区交通运输局', summary, refused: [] },
    invariants: summary.invariants.map((invariant) => ({ ...invariant, examples: [] })),
    outcome: { endedAt: '2022-01-20T01:00:00.000Z', finished: true, open: 0 },
    ...change,
  };
};

/** Where a command writes; each line with the stream that it went to. */
export const heardIo = () => {
  const out: string[] = [];
  const err: string[] = [];
  return {
    io: {
      stdout: { write: (text: string) => out.push(text) },
      stderr: { write: (text: string) => err.push(text) },
    },
    out: () => out.join(''),
    err: () => err.join(''),
  };
};
