import { type Html, html } from './html.ts';
import { ICON_PATH } from './icon.ts';
import { STYLE, type StyleSheet } from './style.ts';

export const SYSTEM_NAME = '双随机、一公开抽查系统';

export type Reader = 'officer' | 'citizen' | 'unit';

export interface Layout {
  readonly title: string;
  /** Name of the authority, or of the system where none is meant. */
  readonly owner: string;
  readonly rehearsal: boolean;
  /** Who is signed in. */
  readonly personName: string | null;
  /** False where there is nothing to sign in to. */
  readonly canSignIn: boolean;
  /**
   * For whom the page is: an officer (the way to sign in stands in the head), any citizen (it stands at the page's foot,
   * in small type), or an inspected unit, whom neither sign-in nor interface concern. @default 'officer'
   */
  readonly reader?: Reader;
  /** The registers were made by the generator (合成数据). @default false */
  readonly synthetic?: boolean;
  /** A sheet of its own beside that of all pages. */
  readonly style?: StyleSheet;
  readonly body: Html;
}

const account = ({ personName, canSignIn, reader = 'officer' }: Layout): Html | false =>
  personName === null
    ? canSignIn && reader === 'officer' && html`<a class="account" href="/sign-in">工作人员登录</a>`
    : html`<form class="account" method="post" action="/sign-out">
        <span>${personName}</span><button type="submit">退出</button>
      </form>`;

const REHEARSAL_MARK = html`<p class="mark" role="note"><strong>演练</strong>本页全部内容为演练数据，不是真实抽查结果，不得对外公示。</p>`;
const SYNTHETIC_MARK = html`<p class="mark" role="note"><strong>合成数据</strong>检查对象、执法人员名录由程序生成，均为虚构；与真实企业、人员同名纯属巧合。</p>`;

/** A rehearsal says already that nothing of it is real. */
const markOf = ({ rehearsal, synthetic = false }: Layout): Html | false =>
  rehearsal ? REHEARSAL_MARK : synthetic && SYNTHETIC_MARK;

const footer = ({ canSignIn, reader = 'officer' }: Layout): Html => {
  const open = html`${SYSTEM_NAME} · <a href="/public">信息公开</a>`;
  if (reader === 'unit') return html`<footer class="wide">${open}</footer>`;
  const signIn = reader === 'citizen' && canSignIn && html`<a href="/sign-in">工作人员登录</a> · `;
  return html`<footer class="wide">${open} <span class="staff">· ${signIn}<a href="/api/openapi.json">接口说明</a></span></footer>`;
};

/** Every page of ours: complete without scripts, narrow or wide. */
export const layout = (page: Layout): string => {
  const { title, owner, rehearsal, body, style } = page;
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${owner}</title>
<link rel="icon" type="image/svg+xml" href="${ICON_PATH}">
<link rel="stylesheet" href="${STYLE.path}">${style !== undefined && html`<link rel="stylesheet" href="${style.path}">`}
</head>
<body${rehearsal && html` class="rehearsal"`}>
<header class="top">
<div class="wide">
<div><p class="owner">${owner}</p><h1>${title}</h1></div>
${account(page)}
</div>
</header>
${markOf(page)}
<main class="wide">
${body}
</main>
${footer(page)}
</body>
</html>
`.text;
};
