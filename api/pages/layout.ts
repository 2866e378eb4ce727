import { type Html, html } from './html.ts';
import { STYLE_PATH } from './style.ts';

export interface Layout {
  readonly title: string;
  /** Name of the authority, or of the system where none is meant. */
  readonly owner: string;
  readonly rehearsal: boolean;
  /** Who is signed in. */
  readonly personName: string | null;
  readonly body: Html;
}

const account = (personName: string | null): Html =>
  personName === null
    ? html`<a class="account" href="/sign-in">工作人员登录</a>`
    : html`<form class="account" method="post" action="/sign-out">
        <span>${personName}</span><button type="submit">退出</button>
      </form>`;

/** Every page of ours: complete without scripts, narrow or wide. */
export const layout = ({ title, owner, rehearsal, personName, body }: Layout): string =>
  html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${owner}</title>
<link rel="stylesheet" href="${STYLE_PATH}">
</head>
<body${rehearsal && html` class="rehearsal"`}>
<header class="top">
<div class="wide">
<div><p class="owner">${owner}</p><h1>${title}</h1></div>
${account(personName)}
</div>
</header>
${rehearsal && html`<p class="mark" role="note"><strong>演练</strong>本页全部内容为演练数据，不是真实抽查结果，不得对外公示。</p>`}
<main class="wide">
${body}
</main>
<footer class="wide">双随机、一公开抽查系统 · <a href="/api/openapi.json">接口说明</a></footer>
</body>
</html>
`.text;
