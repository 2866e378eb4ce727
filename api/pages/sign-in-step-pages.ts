import { qrModules } from '../../documents/qr.ts';
import { type Html, html } from './html.ts';
import { problemLine } from './sign-in-page.ts';

const AGAIN = html`<p class="again"><a href="/sign-in">重新登录</a></p>`;

const CODE_INPUT = html`<input name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="40" autofocus>`;

/** The second factor of whoever has one. */
export const codePage = (problem: string | null): Html =>
  html`<section class="card sign-in"><h2>输入动态验证码</h2>
${problemLine(problem)}
<form method="post" action="/sign-in/step">
<label>验证器应用中的六位动态验证码${CODE_INPUT}</label>
<p class="hint">手机不在身边时，可以输入一个恢复码；每个恢复码只能用一次。</p>
<button type="submit">继续</button>
</form>${AGAIN}</section>`;

/** In place of a first password (初始密码). */
export const newPasswordPage = (problem: string | null): Html =>
  html`<section class="card sign-in"><h2>设置本人密码</h2>
<p class="hint">当前密码是初始密码，请换成只有本人知道的密码：至少 12 个字符，不用常见密码，不含用户名、姓名和单位名称，例如几个互不相关的词。</p>
${problemLine(problem)}
<form method="post" action="/sign-in/step">
<label>新密码<input name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="200"></label>
<label>再输一遍<input name="repeated" type="password" autocomplete="new-password" required maxlength="200"></label>
<button type="submit">继续</button>
</form>${AGAIN}</section>`;

/** A QR code drawn in the page: dark squares as one path. */
export const qrDrawing = (content: string): Html => {
  const rows = qrModules(content);
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  const size = rows.length;
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="二维码" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;
};

/** For whoever must have a second factor and has none. */
export const enrolPage = (secret: string, uri: string, problem: string | null): Html =>
  html`<section class="card sign-in"><h2>启用第二因素</h2>
<p class="hint">您的岗位登录时须用验证器应用确认。请用手机上的验证器应用扫描二维码，再输入应用显示的六位动态验证码。</p>
${qrDrawing(uri)}
<p class="hint">不能扫码时，在应用中手动输入密钥：<code class="secret">${secret.replace(/(.{4})(?=.)/g, '$1 ')}</code></p>
${problemLine(problem)}
<form method="post" action="/sign-in/step">
<label>动态验证码${CODE_INPUT}</label>
<button type="submit">启用并登录</button>
</form>${AGAIN}</section>`;

/** Shown once. */
export const recoveryCodesPage = (codes: readonly string[], next: string): Html =>
  html`<section class="card sign-in"><h2>请保存恢复码</h2>
<p class="hint">手机遗失时，用恢复码代替动态验证码登录；每个只能用一次，离开本页后不再显示。请抄写或打印后妥善保管。</p>
<ol class="codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ol>
<p><a class="go" href="${next}">已保存，继续</a></p></section>`;
