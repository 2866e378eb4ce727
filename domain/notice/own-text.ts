import { NOTICES, type NoticeCode } from './catalog.ts';

/** A paragraph, a table of facts (label, value), or a numbered list made of one param's lines. */
export type OwnBlock =
  | string
  | { readonly facts: readonly (readonly [label: string, value: string])[] }
  | { readonly linesOf: string };

/**
 * An authority's own wording (自拟文本) of a notice: everywhere `{param}` stands for a param of the catalogue, and
 * `{recipientName}` for who gets it. Salutation, signature and date are added as to every letter.
 */
export interface OwnText {
  readonly subject: string;
  readonly blocks: readonly OwnBlock[];
  /** Without the signature 【…】. */
  readonly sms: string;
}

const PLACEHOLDER = /\{([^{}]*)\}/g;
const namesIn = (text: string): string[] => [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);

const partsOf = ({ subject, blocks, sms }: OwnText): { readonly where: string; readonly text: string }[] => [
  { where: '标题', text: subject },
  ...blocks.flatMap((block, index) => {
    const where = `正文第 ${index + 1} 段`;
    if (typeof block === 'string') return [{ where, text: block }];
    if ('facts' in block) return block.facts.flat().map((text) => ({ where, text }));
    return [{ where, text: `{${block.linesOf}}` }];
  }),
  { where: '短信', text: sms },
];

/** Params that the catalogue has for a notice, those of its recipient included. */
export const paramsOfNotice = (code: NoticeCode): readonly string[] => [...NOTICES[code], 'recipientName'];

/** Placeholders that are not params of the notice, braces that hold none, parts that say nothing (Chinese). */
export const wordingProblems = (code: NoticeCode, own: OwnText): string[] => {
  const known = paramsOfNotice(code);
  const problems = partsOf(own).flatMap(({ where, text }) => {
    if (text.trim() === '') return [`${where}没有内容。`];
    const unknown = namesIn(text)
      .filter((name) => !known.includes(name))
      .map((name) => `${where}中的“{${name}}”不是本通知的参数，可用的有：${known.join('、')}。`);
    const stray = /[{}]/.test(text.replace(PLACEHOLDER, '')) ? [`${where}中的花括号不成对。`] : [];
    return [...unknown, ...stray];
  });
  return own.blocks.length === 0 ? [...problems, '正文没有内容。'] : problems;
};

/** Text with its params filled in; a param that the message lacks is an error. @param shape how each value is written */
export const fillIn = (
  text: string,
  params: Readonly<Record<string, string>>,
  shape: (name: string, value: string) => string = (_name, value) => value,
): string =>
  text.replace(PLACEHOLDER, (_whole, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`the text asks for ${name}, which the message does not have`);
    return shape(name, value);
  });

/**
 * What a letter to a unit must keep saying, whatever an authority words anew: its rights and its remedies
 * (行政处罚法 42, 44, 45; 行政复议法; 行政诉讼法). Each is a set of words of which the text must hold all.
 */
const MUST_SAY: Partial<
  Record<NoticeCode, readonly { readonly right: string; readonly words: readonly string[] }[]>
> = {
  'task.announced': [
    { right: '申请回避的权利', words: ['回避'] },
    { right: '陈述申辩的权利', words: ['陈述', '申辩'] },
    { right: '执法证件的出示', words: ['执法证件'] },
    { right: '联系电话', words: ['{officePhone}'] },
  ],
  'task.team-changed': [{ right: '申请回避的权利', words: ['回避'] }],
  'order.issued': [
    { right: '陈述申辩的权利', words: ['陈述', '申辩'] },
    { right: '行政复议及其期限', words: ['六十日', '行政复议'] },
    { right: '行政诉讼及其期限', words: ['六个月', '诉讼'] },
    { right: '改正期限', words: ['{dueOn}'] },
    { right: '联系电话', words: ['{officePhone}'] },
  ],
  'order.resumed': [{ right: '改正期限', words: ['{dueOn}'] }],
  'publication.confirmed': [{ right: '提出异议、申请更正的权利', words: ['异议', '更正'] }],
  'reminder.rectification': [
    { right: '陈述申辩的权利', words: ['陈述', '申辩'] },
    { right: '改正期限', words: ['{dueOn}'] },
  ],
};

/** Which rights a text to a unit no longer names (Chinese). An officer's text owes none. */
export const missingRights = (code: NoticeCode, audience: 'officer' | 'unit', own: OwnText): string[] => {
  if (audience === 'officer') return [];
  const letter = partsOf(own)
    .filter(({ where }) => where !== '短信')
    .map(({ text }) => text)
    .join('\n');
  return (MUST_SAY[code] ?? [])
    .filter(({ words }) => !words.every((word) => letter.includes(word)))
    .map(({ right, words }) => `邮件正文应当写明${right}（须含：${words.join('、')}）。`);
};
