import { EVENT_KINDS, type EventKind } from '../../../domain/rehearsal/events.ts';
import { findingsOf } from '../../../domain/rehearsal/findings.ts';

const KINDS: readonly EventKind[] = EVENT_KINDS;
const TASKS = Array.from({ length: 40 }, (_, n) => `pinglu-2021-1-${String(n).padStart(4, '0')}`);
const found = (category: string) =>
  KINDS.flatMap((kind) =>
    TASKS.flatMap((taskId) => findingsOf(kind, 7, { taskId, visitedOn: '2021-03-01', items: 2, category })),
  );

/** Laws that bind one trade alone. */
const OWN: Readonly<Record<string, RegExp>> = {
  道路旅客运输: /道路运输条例/,
  道路货物运输: /道路货物运输|道路运输条例/,
  机动车驾驶员培训: /驾驶员培训/,
  机动车维修: /道路运输条例》第(三十七|四十三|四十四)条|安全生产法/,
  公路建设: /建设工程/,
  水路运输: /安全生产法/,
};

it.each(Object.entries(OWN))('finds at a unit of %s what its own rules forbid', (category, law) => {
  const all = found(category);
  expect(all.length).toBeGreaterThan(100);
  expect(all.filter(({ article }) => !law.test(article))).toEqual([]);
  expect(new Set(all.map(({ text }) => text)).size).toBeGreaterThan(2);
});

it('never finds the same thing twice at one visit', () => {
  for (const category of Object.keys(OWN))
    for (const kind of KINDS)
      for (const taskId of TASKS) {
        const texts = findingsOf(kind, 7, { taskId, visitedOn: '2021-03-01', items: 2, category });
        expect(new Set(texts.map(({ text }) => text)).size).toBe(texts.length);
      }
});

it('gives the same seed the same findings, and their days and measures whatever the trade', () => {
  const course = (category: string) =>
    found(category).map(({ measure, dueOn, item }) => [item, measure, dueOn]);
  expect(found('公路建设')).toEqual(found('公路建设'));
  expect(course('公路建设')).toEqual(course('机动车维修'));
});
