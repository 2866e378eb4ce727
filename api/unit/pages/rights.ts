import { readFileSync } from 'node:fs';
import { type Html, html } from '../../pages/html.ts';

interface Rights {
  readonly rights: readonly { readonly title: string; readonly text: string }[];
}

/** Law, and so data: an authority's lawyers settle the wording (data/texts/unit-rights.json). */
const { rights } = JSON.parse(
  readFileSync(new URL('../../../data/texts/unit-rights.json', import.meta.url), 'utf8'),
) as Rights;

export const rightsSection = (): Html => html`<section class="card"><h2>贵单位的权利</h2>
<dl class="facts">${rights.map(({ title, text }) => html`<div><dt>${title}</dt><dd>${text}</dd></div>`)}</dl></section>`;
