import { drawTypeOf } from '../../../domain/plan/draw-type.ts';
import { itemPartsOf } from '../../../domain/plan/item-parts.ts';
import { ratioOf, ratioPercentOf } from '../../../domain/plan/ratio-text.ts';
import { scopeRuleOf } from '../../../domain/plan/scope-rule.ts';

describe('ratios [R273]', () => {
  it.each([
    ['50%', 50, 100, 'exact', 50],
    ['5％', 5, 100, 'exact', 5],
    ['0.5%', 5, 1000, 'exact', 0.5],
    ['不低于3%', 3, 100, 'floor', 3],
    ['5%以上', 5, 100, 'floor', 5],
    ['不超过 10 %', 10, 100, 'cap', 10],
    ['百分之5', 5, 100, 'exact', 5],
    ['全部', 100, 100, 'exact', 100],
  ])('reads %s', (text, numerator, denominator, kind, percent) => {
    const ratio = ratioOf(text);
    expect(ratio).toEqual({ numerator, denominator, kind });
    expect(ratio === null ? null : ratioPercentOf(ratio)).toBe(percent);
  });

  it.each(['', '50', '0%', '101%', '5%-10%', '不低于3%以下', '若干', '5 0%'])(
    'reads %p as nothing',
    (text) => {
      expect(ratioOf(text)).toBeNull();
    },
  );
});

describe('scopes as rules [R274]', () => {
  it.each([
    ['2021年1月前成立的运营的全区道路旅客运输企业', '全区', '道路旅客运输企业', true, '2021-01-01'],
    ['2021年9月前成立运营的全区维修经营业户', '全区', '维修经营业户', true, '2021-09-01'],
    ['2021年9月15日前成立的全县货运企业', '全县', '货运企业', false, '2021-09-15'],
    ['2021年前成立的运营的平鲁区货运企业', '平鲁区', '货运企业', true, '2021-01-01'],
    ['全区管辖范围内公路建设施工企业', '全区', '公路建设施工企业', false, null],
    ['朔州市平鲁区辖区内机动车维修企业', '朔州市平鲁区', '机动车维修企业', false, null],
    ['景区客运企业', null, '景区客运企业', false, null],
    ['道路运输企业', null, '道路运输企业', false, null],
  ])('reads %s', (text, area, category, operating, foundedBefore) => {
    expect(scopeRuleOf(text)).toEqual({ area, category, operating, foundedBefore });
  });

  it.each([
    '',
    '营的全区道路货物运输企业',
    '的全区企业',
    '2021年9月前成立运',
    '区货运企业',
    '2021年1月成立的企业',
  ])('reads %p as torn', (text) => {
    expect(scopeRuleOf(text)).toBeNull();
  });
});

describe('items and draw types', () => {
  it('takes an item apart into enterprise, vehicles and monitoring [R275]', () => {
    const item = '道路旅客运输、客运站企业及其道路运输车辆技术、企业动态监控进行监督检查';
    expect(itemPartsOf(item)).toEqual(['道路旅客运输、客运站企业', '道路运输车辆技术', '企业动态监控']);
    expect(itemPartsOf('对全区公路建设市场进行监督检查')).toEqual(['全区公路建设市场']);
  });

  it.each([
    ['定向抽查', 'directed'],
    ['不定向', 'undirected'],
    ['定向或 不定向抽查', 'either'],
    ['不定向或定向', 'either'],
    ['向抽查', null],
    ['定向或不定', null],
  ])('reads the draw type %s as %s [R272]', (text, drawType) => {
    expect(drawTypeOf(text)).toBe(drawType);
  });
});
