import type { SeededRandom } from './random.ts';

const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章'];
const GIVEN = [
  ...'安邦德方刚光国海瀚和恒弘华建健杰锦景靖凯宽岚利亮林琳玲敏明宁平启清然瑞森思泰婷文熙欣旭雅彦毅颖雨泽哲贞志',
];

/** Invented names, each once; any likeness to a living person is chance. */
export const inventNames = (random: SeededRandom, count: number): string[] => {
  const names = new Set<string>();
  while (names.size < count) {
    const given = random.below(5) === 0 ? random.pick(GIVEN) : `${random.pick(GIVEN)}${random.pick(GIVEN)}`;
    names.add(`${random.pick(SURNAMES)}${given}`);
  }
  return [...names];
};

/** Under `.invalid`, which no mail server can ever serve (RFC 2606). */
export const inventEmail = (local: string, domain: 'officer' | 'unit'): string =>
  `${local}@${domain}.example.invalid`;

/** Number 1.. as an eleven-digit mobile number of the 154 range, which no Chinese operator has been given. */
export const inventPhone = (number: number): string => `154${String(number).padStart(8, '0')}`;
