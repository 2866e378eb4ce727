import type { FastifyRequest } from 'fastify';
import { PROBLEMS, type Problem } from '../http/problems.ts';
import { type Html, html } from './html.ts';
import type { Reader } from './layout.ts';

/** A person with a browser, not a program: programs ask for JSON, or for nothing in particular. */
export const wantsPage = ({ headers: { accept = '' } }: Pick<FastifyRequest, 'headers'>): boolean =>
  accept.includes('text/html') && !accept.includes('json');

/** Where each goes from here; for who is shut out of the unit's pages there is nowhere. */
const waysOf = ({ code }: Problem, reader: Reader): Html | false => {
  if (reader === 'citizen') return html`<a href="/public">返回信息公开首页</a>`;
  if (reader === 'unit')
    return code !== 'Forbidden' && code !== 'NotFound' && html`<a href="/u/home">返回</a>`;
  return html`${code === 'Unauthenticated' && html`<a href="/sign-in">登录</a>`}<a href="/">返回总览</a>`;
};

/** What a person reads instead of problem+json; the id is how the operator finds the fault in the log. */
export const errorPage = (said: Problem, requestId: string, reader: Reader): Html => {
  const { code, detail } = said;
  const { httpStatus } = PROBLEMS[code];
  return html`<section class="card"><p>${detail}</p>
${httpStatus >= 500 && html`<p class="note">请求编号 <span class="id">${requestId}</span></p>`}
<p class="links">${waysOf(said, reader)}</p></section>`;
};
