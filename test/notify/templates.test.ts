import fc from 'fast-check';
import { NOTICES, type NoticeCode } from '../../domain/notice/catalog.ts';
import { escapeHtml } from '../../notify/templates/email-layout.ts';
import { longestLinkAddress } from '../../notify/templates/longest-params.ts';
import { hasWordingFor, templateOf, templateVersion } from '../../notify/templates/registry.ts';
import { renderEmail, renderSms, type Wordable } from '../../notify/templates/render.ts';
import { segmentsOf, TWO_SEGMENTS } from '../../notify/templates/segments.ts';
import { fitSms } from '../../notify/templates/shorten-sms.ts';
import type { Audience, TemplateParams } from '../../notify/templates/wording.ts';
import { longestParams } from './support/samples.ts';

const CODES = Object.keys(NOTICES) as NoticeCode[];
const AUDIENCES: readonly Audience[] = ['officer', 'unit'];
/** Every text there is. */
const TEXTS = CODES.flatMap((code) =>
  AUDIENCES.filter((audience) => hasWordingFor(code, audience)).map((audience) => ({ code, audience })),
);

const message = (code: NoticeCode, audience: Audience, params = longestParams(code)): Wordable => ({
  template: code,
  templateVersion: templateVersion(code),
  params,
  recipientKind: audience,
  businessAt: '2021-04-26T01:00:00.000Z',
});
const live = { rehearsal: false, linkAddress: longestLinkAddress };

describe('the texts of the notices', () => {
  it('has a text for each notice of the catalogue, and none for a notice that is not in it', () => {
    expect(new Set(TEXTS.map(({ code }) => code))).toEqual(new Set(CODES));
    expect(() => renderSms({ ...message('draw.done', 'officer'), template: 'draw.gone' }, live)).toThrow(
      'there is no notice draw.gone',
    );
  });

  it.each(TEXTS)('words $code for the $audience with its own params only', ({ code, audience }) => {
    const asked = new Set<string>();
    const params = new Proxy(longestParams(code), {
      get: (target, name: string) => {
        asked.add(name);
        return target[name];
      },
    }) as TemplateParams<NoticeCode>;
    const wording = templateOf(code)[audience];
    wording?.email(params);
    wording?.sms(params, (text) => text);
    expect([...NOTICES[code], 'recipientName']).toEqual(expect.arrayContaining([...asked]));
    expect(asked.size).toBeGreaterThan(0);
  });

  it.each(TEXTS)(
    'fits $code for the $audience into two segments, at its longest and in a rehearsal',
    ({ code, audience }) => {
      const { text, segments, isCut } = renderSms(message(code, audience), { ...live, rehearsal: true });
      expect(text.length).toBeLessThanOrEqual(TWO_SEGMENTS);
      expect(segments).toBeLessThanOrEqual(2);
      expect(isCut).toBe(false);
      expect(text).toMatch(/^【呼和浩特市新城区交通运输局】【演练】/);
    },
  );

  it.each(TEXTS)('writes $code for the $audience as a whole letter in Chinese', ({ code, audience }) => {
    const { subject, text, html } = renderEmail(message(code, audience), live);
    const params = longestParams(code);
    const salutation = `${params['recipientName']}${audience === 'unit' ? '' : '同志'}：`;
    expect(text.startsWith(salutation)).toBe(true);
    expect(text).toContain(`${params['authorityName']}\n　　　　　　　　2021年4月26日`);
    expect(html).toContain(`<p>${salutation}</p>`);
    for (const part of [subject, text, html])
      expect(part).not.toMatch(/undefined|null|NaN|\d{4}-\d{2}-\d{2}/);
    expect(subject).not.toMatch(/[\r\n]/);
  });

  it('marks every message of a rehearsal, and no live one', () => {
    for (const { code, audience } of TEXTS) {
      const email = renderEmail(message(code, audience), { ...live, rehearsal: true });
      for (const part of Object.values(email)) expect(part).toContain('【演练】');
      expect(Object.values(renderEmail(message(code, audience), live)).join()).not.toContain('演练');
      expect(renderSms(message(code, audience), live).text).not.toContain('演练');
    }
  });

  it('tells officers, and only them, where the system is', () => {
    const options = { ...live, systemUrl: 'https://inspection.example.gov.cn' };
    const toOfficer = renderEmail(message('order.closed', 'officer'), options);
    for (const part of [toOfficer.text, toOfficer.html]) expect(part).toContain(options.systemUrl);
    const toUnit = renderEmail(message('order.closed', 'unit'), options);
    for (const part of [toUnit.text, toUnit.html]) expect(part).not.toContain('example.gov.cn');
  });

  it('keeps the version a message was written with', () => {
    expect(() => renderEmail({ ...message('draw.done', 'officer'), templateVersion: 99 }, live)).toThrow(
      'no text of version 99',
    );
  });

  it('has no text for a unit before an unannounced visit', () => {
    for (const code of ['task.dispatched', 'reminder.visit', 'draw.done'] as const) {
      expect(hasWordingFor(code, 'unit')).toBe(false);
      expect(() => renderSms(message(code, 'unit'), live)).toThrow('has no text for a unit');
    }
  });

  it('refuses a message that lacks a param', () => {
    const { unitName: _, ...rest } = longestParams('order.closed');
    expect(() => renderEmail(message('order.closed', 'unit', rest), live)).toThrow(
      'lacks the param unitName',
    );
  });

  it('escapes what comes from registers', () => {
    const params = { ...longestParams('order.closed'), unitName: '<script>alert("1")</script>&\'' };
    const { html, subject } = renderEmail(
      message('order.closed', 'officer', { ...params, orderNumber: 'a\r\nBcc: x' }),
      live,
    );
    expect(html).not.toContain('<script>');
    expect(html).toContain(escapeHtml(params.unitName));
    expect(subject).not.toMatch(/[\r\n]/);
  });
});

describe('what units are told', () => {
  const mail = (code: NoticeCode) => renderEmail(message(code, 'unit'), live).text;

  it('names recusal and hearing before a visit, and who to call [R218]', () => {
    expect(mail('task.announced')).toMatch(/申请其回避[\s\S]*陈述和申辩[\s\S]*0471-12345678/);
    expect(renderSms(message('task.announced', 'unit'), live).text).toMatch(/回避/);
  });

  it('names deadline, hearing and remedies with an order [R8]', () => {
    expect(mail('order.issued')).toMatch(/陈述和申辩[\s\S]*六十日内依法申请行政复议[\s\S]*六个月内/);
    const { text } = renderSms(message('order.issued', 'unit'), live);
    expect(text).toMatch(/2021年12月31日前改正[\s\S]*复议或起诉/);
  });

  it('says with an order that its link shows the order itself and takes the report', () => {
    expect(mail('order.issued')).toMatch(/责令改正通知书办理链接[\s\S]*阅读、下载[\s\S]*报告整改/);
  });

  it('brings with an answer the link under which it is read', () => {
    const { text } = renderSms(message('unit.answered', 'unit'), live);
    for (const said of [text, mail('unit.answered')]) expect(said).toContain(longestLinkAddress());
  });

  it('gives the number of findings, or the findings themselves where it has them', () => {
    const numbered = { ...longestParams('order.issued'), findings: '3' };
    expect(renderEmail(message('order.issued', 'unit', numbered), live).text).toContain('共3项');
    expect(mail('order.issued')).toContain('2. 车辆动态监控记录缺失');
  });

  it('names each of several deadlines, and the first in an SMS', () => {
    const params = { ...longestParams('order.issued'), dueOn: '2021-04-30、2021-05-14' };
    expect(renderEmail(message('order.issued', 'unit', params), live).text).toContain(
      '2021年4月30日、2021年5月14日',
    );
    expect(renderSms(message('order.issued', 'unit', params), live).text).toContain('2021年4月30日等期限');
  });
});

describe('a reminder', () => {
  const phases = [
    ['before', '还有33个工作日到期', '按期'],
    ['on', '今日到期', '今日'],
    ['after', '已逾期33个工作日', '立即'],
  ] as const;
  const reminders = TEXTS.filter(({ code }) => code.startsWith('reminder.'));

  it.each(phases)('says how it stands %s the deadline, and what to do [R102]', (phase, standing, demand) => {
    for (const { code, audience } of reminders) {
      const params = { ...longestParams(code), phase };
      const email = renderEmail(message(code, audience, params), live);
      const sms = renderSms(message(code, audience, params), live);
      expect(email.subject).toContain(standing);
      expect(email.text).toContain('2021年12月31日');
      expect(sms.text).toContain(standing);
      expect(sms.text).toContain('2021年12月31日');
      expect(sms.text).toContain(demand);
    }
  });

  it('refuses a phase it does not know', () => {
    const params = { ...longestParams('reminder.visit'), phase: 'later' };
    expect(() => renderSms(message('reminder.visit', 'officer', params), live)).toThrow('unknown phase');
  });
});

describe('segments', () => {
  it.each([
    [1, 1],
    [70, 1],
    [71, 2],
    [134, 2],
    [135, 3],
  ])('counts %i characters as %i', (characters, segments) => {
    expect(segmentsOf('检'.repeat(characters))).toBe(segments);
  });

  it('shortens what may be shortened before it cuts', () => {
    const shortened = fitSms('【局】', (clip) => `${clip('长'.repeat(300), 140)}请于2021年4月30日前办结。`);
    expect(shortened).toMatchObject({ segments: 2, isCut: false });
    expect(shortened.text.length).toBeGreaterThan(100);
    expect(shortened.text).toMatch(/…请于2021年4月30日前办结。$/);
    const cut = fitSms('【局】', () => '长'.repeat(132));
    expect(cut).toEqual({ text: `【局】${'长'.repeat(130)}…`, segments: 2, isCut: true });
    expect(fitSms('【局】', () => '长'.repeat(131)).isCut).toBe(false);
  });

  it('fits whatever the registers hold, whole characters only', () => {
    const params = fc.dictionary(
      fc.constantFrom(...NOTICES['order.issued']),
      fc.string({ unit: 'grapheme', maxLength: 400 }),
    );
    fc.assert(
      fc.property(params, fc.boolean(), (given, rehearsal) => {
        const all = { ...longestParams('order.issued'), ...given };
        const { text } = renderSms(message('order.issued', 'unit', all), { rehearsal });
        expect(text.length).toBeLessThanOrEqual(TWO_SEGMENTS);
        expect(text.isWellFormed()).toBe(true);
      }),
    );
  });
});
