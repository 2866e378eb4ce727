/** The one line in which every verifier says first what came out. */
import type { Verification } from './verify-bundle.ts';
import type { Words } from './words.ts';

/** Remarks that change what may be said of evidence that holds, the weightiest first. */
const LIMITED: readonly (readonly [code: string, words: Words])[] = [
  ['outcome', { zh: '本编号没有抽取结果', en: 'NO RESULT UNDER THIS NUMBER' }],
  ['rehearsal', { zh: '演练数据：可以重算，不证明公平', en: 'RECOMPUTES; REHEARSAL, FAIRNESS NOT PROVEN' }],
  ['time-proof', { zh: '可以重算，但发布时间未获证明', en: 'RECOMPUTES; TIME OF PUBLISHING NOT PROVEN' }],
];

/** The same words as at the head of verify.py and verify.html. */
export const verdictOf = ({ ok, remarks }: Pick<Verification, 'ok' | 'remarks'>): Words => {
  if (!ok) return { zh: '核验未通过', en: 'NOT VERIFIED' };
  const made = new Set(remarks.map(({ code }) => code));
  const [code, words] = LIMITED.find(([each]) => made.has(each)) ?? [
    'none',
    { zh: '核验通过', en: 'VERIFIED' },
  ];
  return code === 'outcome' && made.has('rehearsal')
    ? { zh: `演练：${words.zh}`, en: `REHEARSAL; ${words.en}` }
    : words;
};
