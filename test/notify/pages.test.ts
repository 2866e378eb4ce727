/** Where officers' mails lead: the menu's own words, and the very page. */
import { NOTICES, type NoticeCode } from '../../domain/notice/catalog.ts';
import { PAGES } from '../../notify/templates/pages.ts';
import { hasWordingFor, smsVersion, templateOf, templateVersion } from '../../notify/templates/registry.ts';
import { renderEmail, renderSms, type Wordable } from '../../notify/templates/render.ts';
import { PLACES } from '../../web/console/places.ts';
import { longestParams } from './support/samples.ts';

const URL = 'https://inspection.example.gov.cn';
const options = { rehearsal: false, systemUrl: URL };

const message = (code: NoticeCode, more: Partial<Wordable> = {}): Wordable => ({
  template: code,
  templateVersion: templateVersion(code),
  params: longestParams(code),
  recipientKind: 'officer',
  businessAt: '2021-04-26T01:00:00.000Z',
  ...more,
});

/** A code that is asked for on the telephone, and what happened to an account: neither is done on a page. */
const WITHOUT: readonly string[] = ['contact.code', 'account.changed'];
const TO_OFFICERS = (Object.keys(NOTICES) as NoticeCode[]).filter(
  (code) => hasWordingFor(code, 'officer') && !WITHOUT.includes(code),
);

it.each(TO_OFFICERS)('%s tells officers the page by the word of the menu, with its address', (code) => {
  const { text, html } = renderEmail(message(code), options);
  const [, name = ''] = /请登录双随机抽查系统，在“([^”]+)”中查看、办理。/.exec(text) ?? [];
  const [, path = ''] = new RegExp(`本件页面：${URL}/console/([a-z]+)`).exec(text) ?? [];
  expect(PLACES.map((place) => [place.name, place.path])).toContainEqual([name, path]);
  expect(html).toContain(`<a href="${URL}/console/${path}`);
  expect(text).not.toMatch(/请登录双随机抽查系统办理/);
});

it('names no page that the menu does not have', () => {
  for (const { name, path } of PAGES)
    expect(PLACES.find((place) => place.path === path.split('/')[0])?.name).toBe(name);
});

it.each([
  ['task.dispatched', 'task', 'pinglu-2021-1-0001', 'tasks/pinglu-2021-1-0001'],
  ['reminder.rectification', 'order', 'a/b', 'orders/a%2Fb'],
  ['draw.to-sign', 'draw', '2021-001', 'draws/2021-001'],
  ['cycle.opened', 'cycle', '2021-1', 'cycles/2021-1'],
  ['publication.due', 'publication', 'p1', 'publications/p1'],
  ['digest.reminders', 'officer', 'zhang', 'work'],
  ['calendar.notice-missing', 'authority', 'home', 'year/2021/calendar'],
  ['unit.statement', 'unit-statement', '7', 'tasks/xincheng-2021-1-000123#from-unit'],
] as const)('%s leads to the page of its own matter', (code, subjectKind, subjectId, path) => {
  const { text } = renderEmail(message(code, { subjectKind, subjectId }), options);
  expect(text).toContain(`本件页面：${URL}/console/${path}\n`);
});

it('leaves what was written before as it was: its words, and the params it was written with', () => {
  const old = renderEmail(message('task.dispatched', { templateVersion: 1 }), options).text;
  expect(old).toContain('请登录双随机抽查系统办理（我的任务）。');
  expect(old).not.toContain('/console/');
  const subject = (templateVersion: number) =>
    renderEmail(message('unit.statement', { templateVersion }), options).subject;
  expect(subject(2)).toMatch(/^检查对象/);
  expect(subject(3)).toContain(longestParams('unit.statement')['unitName']);
  const { matter: _, ...params } = longestParams('unit.link');
  const link = { templateVersion: 1, recipientKind: 'unit', params } as const;
  const shown = { rehearsal: false, linkAddress: (id: string) => `${URL}/u/${id}` };
  expect(renderSms(message('unit.link', link), shown).text).toContain('查看检查通知、陈述申辩');
  expect(() => renderSms(message('unit.link', { ...link, templateVersion: 2 }), shown)).toThrow('matter');
});

it('asks no provider to file an SMS anew whose words are the same', () => {
  expect(smsVersion('reminder.visit', 2)).toBe(1);
  expect(smsVersion('unit.statement', 3)).toBe(1);
  for (const code of TO_OFFICERS) {
    const version = templateVersion(code);
    const params = { ...longestParams(code), phase: 'on' };
    const words = (templateVersion: number) => renderSms(message(code, { templateVersion, params }), options);
    expect(words(version)).toEqual(words(smsVersion(code, version)));
  }
  expect(smsVersion('unit.link', templateVersion('unit.link'))).toBe(templateVersion('unit.link'));
  expect(templateOf('unit.link').version).toBe(2);
});

it('names unit and matter in the SMS of a link, within two segments even at their longest', () => {
  const sms = (params: Record<string, string>) =>
    renderSms(
      message('unit.link', { recipientKind: 'unit', params: { ...longestParams('unit.link'), ...params } }),
      { rehearsal: true, linkAddress: () => `https://inspection.xincheng.gov.cn/u/${'x'.repeat(28)}` },
    );
  const usual = {
    unitName: '平鲁区宏远货运有限公司',
    authorityName: '平鲁区交通运输局',
    validUntil: '2021-12-31',
  };
  const { text } = sms(usual);
  expect(text).toContain('宏远货运：责令改正通知书请打开 https://');
  expect(text).toContain('2021年12月31日前有效，请勿转发。');
  const longest = sms({});
  expect([longest.segments, longest.isCut]).toEqual([2, false]);
  expect(longest.text).toContain('鑫源达');
});
