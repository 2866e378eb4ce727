import { readScenario } from '../../../domain/rehearsal/read-scenario.ts';
import { DEFAULT_SCENARIO } from '../../../domain/rehearsal/scenario.ts';

describe('a scenario file', () => {
  it('takes what it leaves out from the default scenario', () => {
    expect(readScenario({ name: '小情景' })).toEqual({ ...DEFAULT_SCENARIO, name: '小情景' });
  });

  it('may ask for a year in which nothing unusual happens', () => {
    const quiet = readScenario({ events: [], planAmendment: null });
    expect(quiet.events).toEqual([]);
    expect(quiet.planAmendment).toBeNull();
  });

  it('reads events, pace and amendment', () => {
    const file = {
      pace: { visit: [1, 5] },
      events: [{ kind: 'late-visit', places: [2, 0, 1] }],
      planAmendment: { on: '07-01', cycle: 3, addedPercent: 10, reason: '增加抽查' },
    };
    expect(readScenario(file)).toMatchObject({
      events: file.events,
      planAmendment: file.planAmendment,
      pace: { ...DEFAULT_SCENARIO.pace, visit: [1, 5] },
    });
  });

  it('lists every problem with its place, in Chinese', () => {
    const file = {
      colour: 'red',
      pace: { visit: [9, 2] },
      events: [
        { kind: 'earthquake', places: [1] },
        { kind: 'late-visit', places: 'often' },
      ],
      planAmendment: { on: '02-30', cycle: 0, addedPercent: 100, reason: ' ' },
    };
    const read = () => readScenario(file);
    expect(read).toThrow(/演练情景有 8 处错误/);
    for (const place of [
      'colour',
      'pace.visit',
      'events[0].kind',
      'events[1].places',
      'planAmendment.on',
      'planAmendment.cycle',
      'planAmendment.addedPercent',
      'planAmendment.reason',
    ]) {
      expect(read).toThrow(`“${place}”`);
    }
  });

  it('refuses one event twice, and anything but an object', () => {
    const twice = [
      { kind: 'recusal', places: [1] },
      { kind: 'recusal', places: [1] },
    ];
    expect(() => readScenario({ events: twice })).toThrow(/recusal/);
    expect(() => readScenario([])).toThrow(RangeError);
  });
});
