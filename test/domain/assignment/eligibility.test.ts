import {
  eligibility,
  type InspectorFacts,
  seatExclusion,
  type VisitNeeds,
} from '../../../domain/assignment/eligibility.ts';

const inspector: InspectorFacts = {
  id: '晋执001',
  cap: 10,
  section: '运管股',
  certificate: { from: '2019-01-01', to: '2023-12-31' },
  qualifications: ['危货'],
  leave: [],
  interests: [],
};

const visit: VisitNeeds = {
  unit: 'org:1',
  planned: { from: '2021-03-01', to: '2021-03-05' },
  qualifications: ['危货'],
  sections: [],
};

const reason = (change: Partial<InspectorFacts>, slot = 1, needs: Partial<VisitNeeds> = {}) =>
  seatExclusion({ ...inspector, ...change }, { ...visit, ...needs }, slot);

describe('eligibility for a seat', () => {
  it('is open to a qualified, certified, free and unrelated inspector', () => {
    expect(reason({})).toBeUndefined();
  });

  it('asks for a certificate that is valid on every planned day', () => {
    expect(reason({ certificate: { from: '2019-01-01', to: '2021-03-05' } })).toBeUndefined();
    expect(reason({ certificate: { from: '2019-01-01', to: '2021-03-04' } })).toBe('certificate-invalid');
    expect(reason({ certificate: { from: '2021-03-02', to: '2023-12-31' } }, 2)).toBe('certificate-invalid');
  });

  it('asks for the qualification in the first seat only [R48]', () => {
    expect(reason({ qualifications: [] })).toBe('qualification-missing');
    expect(reason({ qualifications: [] }, 2)).toBeUndefined();
    expect(reason({}, 1, { qualifications: ['危货', '港口'] })).toBe('qualification-missing');
  });

  it('bars a declared interest from every seat', () => {
    expect(reason({ interests: ['org:1'] }, 2)).toBe('declared-interest');
    expect(reason({ interests: ['org:2'] }, 2)).toBeUndefined();
  });

  it('bars leave that spares no planned day, in one piece or several', () => {
    expect(reason({ leave: [{ from: '2021-02-01', to: '2021-03-05' }] })).toBe('on-leave');
    expect(reason({ leave: [{ from: '2021-03-02', to: '2021-03-31' }] })).toBeUndefined();
    expect(
      reason({
        leave: [
          { from: '2021-03-03', to: '2021-03-09' },
          { from: '2021-02-26', to: '2021-03-02' },
        ],
      }),
    ).toBe('on-leave');
    expect(
      reason({
        leave: [
          { from: '2021-03-04', to: '2021-03-09' },
          { from: '2021-02-26', to: '2021-03-02' },
        ],
      }),
    ).toBeUndefined();
  });

  it('keeps to the sections that may go', () => {
    expect(reason({}, 2, { sections: ['安监股'] })).toBe('other-section');
    expect(reason({}, 2, { sections: ['安监股', '运管股'] })).toBeUndefined();
  });

  it('says the same for all seats at once as for each', () => {
    const people = [
      inspector,
      { ...inspector, id: 'b', qualifications: [] },
      { ...inspector, id: 'c', interests: ['org:2' as const] },
    ];
    const visits = [visit, { ...visit, unit: 'org:2' as const }, { ...visit, qualifications: [] }];
    const exclusionOf = eligibility(visits, people);
    for (const [v, needs] of visits.entries()) {
      for (const [i, facts] of people.entries()) {
        for (const slot of [1, 2, 3]) expect(exclusionOf(v, slot, i)).toBe(seatExclusion(facts, needs, slot));
      }
    }
  });

  it('refuses dates that do not exist or run backwards, naming whose they are', () => {
    const bad = (change: Partial<InspectorFacts>) => () =>
      eligibility([visit], [{ ...inspector, ...change }]);
    expect(bad({ leave: [{ from: '2021-02-29', to: '2021-03-01' }] })).toThrow(
      /检查人员晋执001休假的日期“2021-02-29”不存在/,
    );
    expect(bad({ certificate: { from: '2022-01-01', to: '2021-01-01' } })).toThrow(/晚于/);
    expect(() => eligibility([{ ...visit, planned: { from: '21-3-1', to: '2021-03-05' } }], [])).toThrow(
      /对象org:1计划检查日期/,
    );
  });
});
