import type { FastifyRequest } from 'fastify';
import { PROBLEMS, type Problem } from '../http/problems.ts';
import { type Html, html } from './html.ts';

/** A person with a browser, not a program: programs ask for JSON, or for nothing in particular. */
export const wantsPage = ({ headers: { accept = '' } }: Pick<FastifyRequest, 'headers'>): boolean =>
  accept.includes('text/html') && !accept.includes('json');

/** What a person reads instead of problem+json; the id is how the operator finds the fault in the log. */
export const errorPage = ({ code, detail }: Problem, requestId: string): Html => {
  const { httpStatus } = PROBLEMS[code];
  return html`<section class="card"><p>${detail}</p>
${httpStatus >= 500 && html`<p class="note">请求编号 <span class="id">${requestId}</span></p>`}
<p class="links">${code === 'Unauthenticated' && html`<a href="/sign-in">登录</a>`}<a href="/">返回总览</a></p></section>`;
};
