/** verify.html in a browser, from `file://`, as a citizen opens it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Page, withPage } from './chromium.ts';
import { VERIFIER_PAGE, type VerifierResult } from './second-verifiers.ts';

/** For one bundle, on a crowded machine. */
export const VERDICT_SECONDS = 120;

/** Gives the page the files of a directory and waits for its verdict; again and again on one page, if need be. */
export const verdictOf = async (page: Page, directory: string): Promise<VerifierResult> => {
  await page.evaluate('delete document.documentElement.dataset.result');
  await page.choose(
    '#files',
    readdirSync(directory).map((name) => join(directory, name)),
  );
  await page.until('document.documentElement.dataset.result !== undefined', VERDICT_SECONDS);
  return JSON.parse(await page.evaluate<string>('document.documentElement.dataset.result')) as VerifierResult;
};

/** @param chromium path of the program */
export const withVerifier = <T>(chromium: string, use: (page: Page) => Promise<T>): Promise<T> =>
  withPage(chromium, pathToFileURL(VERIFIER_PAGE).href, use);

export const textOf = (page: Page, selector: string): Promise<string> =>
  page.evaluate<string>(`document.querySelector(${JSON.stringify(selector)}).innerText`);

/** What the page says of one unit. */
export const askOf = async (page: Page, code: string): Promise<string> => {
  await page.evaluate(
    `document.querySelector('#answer').replaceChildren(); document.querySelector('#code').value = ${JSON.stringify(code)}; document.querySelector('#ask button').click()`,
  );
  await page.until('document.querySelector("#answer").children.length > 0', VERDICT_SECONDS);
  return textOf(page, '#answer');
};
