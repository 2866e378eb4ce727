import { type Html, html } from '../../pages/html.ts';
import type { UnitCase } from '../unit-case.ts';

/** A person is on the public lists under a code alone; here, and nowhere else, it is said which. */
export const ownCodeSection = ({ ownCode }: UnitCase): Html | false =>
  ownCode !== null &&
  html`<section class="card"><h2>您在抽取名单中的代码</h2>
<p>为保护个人信息，公开的抽取名单不写您的姓名和编号，只写由盐值和本人编号算出的代码。盐值只告诉您本人，请妥善保管。</p>
<dl class="facts"><div><dt>抽取编号</dt><dd>${ownCode.drawId}</dd></div>
<div><dt>抽取代码</dt><dd class="hash">person:${ownCode.code}</dd></div>
<div><dt>盐值</dt><dd class="hash">${ownCode.salt}</dd></div>
<div><dt>本人编号</dt><dd>${ownCode.number}</dd></div></dl>
<p class="note">代码是盐值的 16 个字节后接本人编号（UTF-8）的 SHA-256。下载该次抽取的证据后，在<a href="/public/verify.html">核验页</a>输入抽取代码，或者盐值、空格、本人编号，即可查到本人的抽取号和入选线。</p></section>`;
