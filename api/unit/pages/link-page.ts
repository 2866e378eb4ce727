import { type Html, html } from '../../pages/html.ts';
import { phoneText } from '../../portal/pages/words.ts';

/** Before anything is shown: programs that look at every link in a message must not use it up. */
export const openPage = (token: string, validUntil: string): Html => html`<section class="card form">
<h2>检查事项办理</h2>
<p>通过本链接可以查看本单位的检查通知、检查结果和整改要求，陈述、申辩，申请回避，提交材料。</p>
<p class="note">链接只能打开一次，${validUntil}前有效；打开后四小时内可以办理。请不要在他人的设备上打开。</p>
<form method="post" action="/u/${token}"><button type="submit">打开</button></form></section>`;

export interface ClosedLink {
  /** @default '链接不能打开' */
  readonly heading?: string;
  readonly token: string;
  readonly because: string;
  /** Null: nobody to send to, or the task is over. */
  readonly sentTo: string | null;
  readonly officePhone: string;
}

/** Why it opens nothing, and the way to a new one: to the registered address, never to one that is typed here. */
export const closedPage = ({
  heading = '链接不能打开',
  token,
  because,
  sentTo,
  officePhone,
}: ClosedLink): Html => html`<section class="card form">
<h2>${heading}</h2><p role="alert">${because}</p>
${
  sentTo === null
    ? html`<p>请致电 ${phoneText(officePhone)} 联系本局。</p>`
    : html`<p>可以把新的链接发送到登记的联系方式：${sentTo}。</p>
<form method="post" action="/u/${token}/again"><button type="submit">发送新的链接</button></form>
<p class="note">登记的联系方式有变动的，请致电 ${phoneText(officePhone)}。</p>`
}</section>`;

const WAY_BACK =
  '需要继续办理的，请再次打开短信或者邮件中的链接：用过的链接不能再进入，但在打开的页面上可以把新的链接发送到本单位登记的联系方式。';

/** For who left, and for who comes without a link. */
export const outsidePage = (heading: string): Html => html`<section class="card"><h2>${heading}</h2>
<p>${WAY_BACK}</p><p>没有链接的，请致电检查通知书上的联系电话。</p></section>`;

export const sentPage = (sentTo: string): Html => html`<section class="card"><h2>已发送</h2>
<p>新的链接将在几分钟内发送到 ${sentTo}。没有收到的，请一小时后重试，或者联系本局。</p></section>`;
