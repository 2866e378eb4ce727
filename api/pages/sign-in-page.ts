import { type Html, html } from './html.ts';

/** A plain form: it works without scripts, and password managers know it. */
export const signInPage = (
  problem: string | null,
): Html => html`<section class="card sign-in"><h2>工作人员登录</h2>
${problem !== null && html`<p class="problem" role="alert">${problem}</p>`}
<form method="post" action="/sign-in">
<label>用户名<input name="username" autocomplete="username" required maxlength="200"></label>
<label>密码<input name="password" type="password" autocomplete="current-password" required maxlength="200"></label>
<button type="submit">登录</button>
</form></section>`;
