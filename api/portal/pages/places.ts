import { type Html, html } from '../../pages/html.ts';

const PLACES = [
  ['', '首页'],
  ['plan', '抽查计划'],
  ['draws', '抽取'],
  ['results', '抽查结果'],
  ['orders', '责令改正'],
  ['items', '事项和人员'],
  ['feedback', '意见反馈'],
] as const;

/** What feedback is about that is given from a page of ours; he may choose otherwise. */
const ABOUT: Readonly<Record<string, string>> = {
  plan: 'plan',
  draws: 'draw',
  results: 'result',
  orders: 'unit',
};

const addressOf = (root: string, id: PlaceId, here: PlaceId): string => {
  if (id === '') return root;
  const about = id === 'feedback' ? ABOUT[here] : undefined;
  return `${root}/${id}${about === undefined ? '' : `?about=${about}`}`;
};

/** Whether a word is the name of a page: 'draws' is no authority. */
export const isPlace = (word: string): boolean => PLACES.some(([id]) => id !== '' && id === word);

export type PlaceId = (typeof PLACES)[number][0];

/** The portal's own address of an authority, without a slash at its end. */
export const portalPath = (authorityId: string): string => `/public/${encodeURIComponent(authorityId)}`;

/** The line of pages; the one that is shown is marked for eye and ear. */
export const placesLine = (root: string, here: PlaceId): Html =>
  html`<nav class="places" aria-label="栏目"><ul>${PLACES.map(
    ([id, name]) =>
      html`<li><a href="${addressOf(root, id, here)}"${id === here && html` aria-current="page"`}>${name}</a></li>`,
  )}</ul></nav>`;
