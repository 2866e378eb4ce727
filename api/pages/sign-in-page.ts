import { type Html, html } from './html.ts';

export interface SignInChoice {
  readonly authorityId: string;
  readonly authorityName: string;
  readonly providerName: string;
}

export interface SignInView {
  readonly problem: string | null;
  /** Where the person wanted to go; null: to where his work is. */
  readonly next: string | null;
  readonly providers: readonly SignInChoice[];
  /** Kept, so that only the password is typed again. */
  readonly username?: string;
}

export const problemLine = (problem: string | null): Html | false =>
  problem !== null && html`<p class="problem" role="alert">${problem}</p>`;

const providerLink =
  (next: string | null) =>
  ({ authorityId, authorityName, providerName }: SignInChoice): Html => {
    const query = new URLSearchParams({ authority: authorityId, ...(next === null ? {} : { next }) });
    return html`<li><a href="/sign-in/provider?${query.toString()}">${authorityName}：${providerName}</a></li>`;
  };

/** A plain form: it works without scripts, and password managers know it. */
export const signInPage = ({ problem, next, providers, username = '' }: SignInView): Html =>
  html`<section class="card sign-in"><h2>工作人员登录</h2>
${problemLine(problem)}
<form method="post" action="/sign-in">
${next !== null && html`<input type="hidden" name="next" value="${next}">`}
<label>用户名<input name="username" value="${username}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="200"></label>
<label>密码<input name="password" type="password" autocomplete="current-password" required maxlength="200"></label>
<button type="submit">登录</button>
</form>
${providers.length > 0 && html`<div class="providers"><h3>统一身份认证</h3><ul>${providers.map(providerLink(next))}</ul></div>`}
</section>`;
