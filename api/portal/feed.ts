import type { Instant } from '../../domain/calendar/dates.ts';
import type { ResultCode } from '../../domain/result/result-codes.ts';
import { html } from '../pages/html.ts';
import { outcomeText } from './pages/results-page.ts';
import type { ShownResult } from './reads/results.ts';

export interface Feed {
  /** Where the portal is, with scheme and host. */
  readonly base: string;
  readonly root: string;
  readonly title: string;
  /** Stands before every title where nothing of it is real. */
  readonly mark: string | null;
  readonly results: readonly ShownResult[];
  readonly codes: readonly ResultCode[];
  /** When the authority was set up here: a feed without entries has not changed since. */
  readonly since: Instant;
}

/** A day as an instant: midnight in China Standard Time. */
const instantOf = (day: string): string => `${day}T00:00:00+08:00`;

/** Newest results as an Atom feed (RFC 4287); an entry's address is its id for ever. */
export const atomFeed = ({ base, root, title, mark, results, codes, since }: Feed): string => {
  const home = `${base}${root}`;
  return html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<title>${title}</title><id>${home}</id><link href="${home}"/><link rel="self" href="${home}/feed.atom"/>
<updated>${results[0] === undefined ? since : instantOf(results[0].shownOn)}</updated>
${results.map((result) => {
  const address = `${home}/results/${encodeURIComponent(result.id)}`;
  return html`<entry><title>${mark !== null && `【${mark}】`}${result.unitName}：${outcomeText(result, codes)}</title><id>${address}</id><link href="${address}"/>
<updated>${instantOf(result.shownOn)}</updated><author><name>${title}</name></author><summary>${result.items.join('、')}</summary></entry>`;
})}
</feed>
`.text;
};
