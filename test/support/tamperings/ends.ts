/** Ends that cannot be, and ends that were altered. */
import type { WrittenEnd } from '../../../domain/bundle/write-bundle.ts';
import { sha256Hex } from '../../../domain/draw/hash.ts';
import { ENDS, type EndChoices, endEvent, makeEnd } from '../bundle/ended.ts';
import { nextKeyEntry, secretOf } from '../bundle/keys.ts';
import { addEvent } from '../bundle/signing.ts';
import { makeBundle } from '../bundle.ts';
import { type Bent, edited, type Files } from '../tamper.ts';
import type { Tampering } from './subjects.ts';

const END = 'end.json';
const silent = makeEnd(ENDS['the beacon stayed silent']);
const unannounced = makeEnd(ENDS['never announced']);
const early = '2023-09-15T10:00:03.000000Z';

const inEnd = (files: Files, change: (end: Bent) => void): Files => edited(files, END, change);

/** Any end, with documents changed before the manifest is made. */
const changed = (choices: EndChoices, change: (documents: WrittenEnd) => Partial<WrittenEnd>): Files =>
  makeEnd({ ...choices, change: (documents) => ({ ...documents, ...change(documents) }) });

const UNSIGNED: EndChoices = ENDS['nobody signed'];

/** The supervisor's key replaced before the end: nobody can sign any more. */
export const keyGone = (): Files =>
  changed(
    { ...UNSIGNED, at: '2023-09-14T05:00:00.000000Z', orderedBy: 'operator' },
    ({ 'keys.json': log }) => {
      const secret = sha256Hex('another key of the supervisor');
      const by = [secret, secretOf(1, 'supervisor')];
      const at = '2023-09-14T04:00:00.000000Z';
      return { 'keys.json': [...log, nextKeyEntry(log, 'supervisor', secret, { event: 'rotated', at, by })] };
    },
  );

export const ENDED: readonly Tampering[] = [
  [
    'an order when the round may be known',
    () => makeEnd({ by: 'order', at: early }),
    'outcome',
    'known',
    /自 2023-09-15T10:00:03\.000000Z 起可能已为人所知/,
  ],
  [
    'an order after the dice were typed',
    () =>
      makeEnd({
        ...{ by: 'order', at: '2023-09-15T10:30:00.000000Z', came: ['dice'] },
        made: { randomness: 'dice' },
      }),
    'outcome',
    'known',
    /自 2023-09-15T10:30:00/,
  ],
  [
    'not drawn, though the round was out',
    () => makeEnd({ state: 'not-drawn' }),
    'outcome',
    'known',
    /任何人不得终止/,
  ],
  [
    'not drawn, though the beacon’s value came',
    () => makeEnd({ state: 'not-drawn', came: ['dice', 'drand'] }),
    'outcome',
    'known',
    /任何人不得终止/,
  ],
  [
    'an order that the operator gave himself',
    () => makeEnd({ by: 'order', at: '2023-09-15T09:00:00.000000Z', orderedBy: 'operator' }),
    'outcome',
    'order',
    /没有监督人的签名/,
  ],
  [
    'an order that nobody signed',
    () =>
      changed({ by: 'order', at: '2023-09-15T09:00:00.000000Z' }, ({ 'events.json': events }) => ({
        'events.json': events.map((event) => ({ ...event, signature: null })),
      })),
    'outcome',
    'order',
    /没有监督人的签名/,
  ],
  [
    'void before the announced wait was over',
    () => makeEnd({ by: 'announced', at: '2023-09-20T10:59:59.999999Z' }),
    'outcome',
    'early',
    /早于公告规定的 2023-09-20T11/,
  ],
  [
    'void for want of randomness that came',
    () => makeEnd({ by: 'announced', came: ['dice', 'drand'] }),
    'outcome',
    'complete',
    /不能以没有随机数为由作废/,
  ],
  [
    'void though the fallback’s dice were to be thrown',
    () =>
      makeEnd({
        ...ENDS['the dice did not come, whatever the fallback says'],
        came: ['dice'],
      }),
    'outcome',
    'complete',
    /由备用骰子代替/,
  ],
  [
    'void as unsigned, though both signed',
    () => makeEnd({ at: '2023-09-14T12:00:00.000000Z' }),
    'outcome',
    'signed',
    /公告已由抽取人和监督人签名/,
  ],
  [
    'void as unsigned before the time to sign was over',
    () => makeEnd({ ...UNSIGNED, at: '2023-09-14T10:29:59.000000Z' }),
    'outcome',
    'early',
    /早于公告规定的 2023-09-14T10:30/,
  ],
  [
    'void by the rule of an announcement that nobody signed',
    () => makeEnd({ ...UNSIGNED, by: 'announced', at: '2023-09-20T11:00:00.000000Z' }),
    'outcome',
    'unsigned',
    /没有签名发布/,
  ],
  ['void on a ground of one’s own', () => makeEnd({ by: 'mood' }), 'outcome', 'by', /依据“mood”不可识别/],
  [
    'a signature that is not the announced one’s',
    () =>
      changed(UNSIGNED, ({ 'announcement-signatures.json': signatures = [] }) => ({
        'announcement-signatures.json': signatures.map((each) => ({ ...each, value: '0'.repeat(128) })),
      })),
    'announcement-signatures',
    'invalid',
    /抽取人的签名与公告内容不符/,
  ],
  [
    'another reason in the end than in the event',
    () => inEnd(silent, (end) => Object.assign(end, { reason: '机器故障' })),
    'outcome',
    'figures',
    /“reason”应为/,
  ],
  [
    'another instant in the end than in the event',
    () => inEnd(silent, (end) => Object.assign(end, { ended_at: '2023-09-21T11:00:00.000000Z' })),
    'outcome',
    'figures',
    /“ended_at”/,
  ],
  [
    'another bureau',
    () => inEnd(silent, (end) => Object.assign(end, { bureau: '朔州市朔城区交通运输局' })),
    'outcome',
    'figures',
    /“bureau”/,
  ],
  [
    'void that is called not drawn',
    () => inEnd(silent, (end) => Object.assign(end, { state: 'not-drawn' })),
    'outcome',
    'figures',
    /“state”应为 void/,
  ],
  [
    'the number of another draw',
    () => inEnd(silent, (end) => Object.assign(end, { draw_no: '2023-008' })),
    'draw-id',
    null,
    /属于另一次抽取/,
  ],
  [
    'another announcement than the one that ended',
    () => inEnd(silent, (end) => Object.assign(end, { announcement_hash: '0'.repeat(64) })),
    'announcement-hash',
    null,
    /end\.json 所载为/,
  ],
  [
    'a rehearsal that is called real',
    () => inEnd(makeEnd(ENDS['a rehearsal']), (end) => Object.assign(end, { rehearsal: false })),
    'rehearsal',
    null,
    /演练标记不一致/,
  ],
  [
    'an announcement that is kept back',
    () => inEnd(unannounced, (end) => Object.assign(end, { announcement_hash: '0'.repeat(64) })),
    'outcome',
    'announcement',
    /指明有公告/,
  ],
  [
    'no event that tells of the end',
    () => changed(ENDS['never announced'], () => ({ 'events.json': [] })),
    'outcome',
    'events',
    /实有 0 件/,
  ],
  [
    'two ends',
    () =>
      changed(ENDS['never announced'], ({ 'events.json': events }) => ({
        'events.json': addEvent(1, events, endEvent(ENDS['never announced'])),
      })),
    'outcome',
    'events',
    /实有 2 件/,
  ],
  [
    'a record beside an end',
    () => new Map([...silent, ['record.json', makeBundle().files.get('record.json') ?? new Uint8Array()]]),
    'files',
    'unknown',
    /record\.json 不属于/,
  ],
  [
    'a roster without an announcement',
    () => new Map([...unannounced, ['roster.jsonl', new Uint8Array()]]),
    'files',
    'unknown',
    /roster\.jsonl 不属于/,
  ],
  [
    'an announcement without its roster',
    () => new Map([...silent].filter(([name]) => name !== 'roster.jsonl')),
    'files',
    'missing',
    /缺少文件 roster\.jsonl/,
  ],
  [
    'a changed roster',
    () =>
      new Map([...silent, ['roster.jsonl', (silent.get('roster.jsonl') ?? new Uint8Array()).slice(0, -1)]]),
    'roster',
    'line',
    /./,
  ],
  [
    'a source that was not announced',
    () =>
      changed(ENDS['the beacon stayed silent'], ({ 'sources.json': sources = [] }) => ({
        'sources.json': sources.map((source) => ({ ...source, id: 'dice-2' })),
      })),
    'sources',
    'list',
    /dice-2/,
  ],
  [
    'a substitution where nobody was drawn',
    () =>
      changed(ENDS['the beacon stayed silent'], ({ 'events.json': events }) => ({
        'events.json': addEvent(1, events, {
          at: '2023-09-21T01:00:00.000000Z',
          kind: 'substitution',
          data: {},
          reason: '企业已注销',
          evidence: null,
          approver: { role: 'approver', code: '0123456789abcdef' },
        }),
      })),
    'events',
    'substitution',
    /第 2 件/,
  ],
  [
    'an end written in other words with the old signature',
    () =>
      changed(ENDS['never announced'], ({ 'events.json': events, 'end.json': end }) => {
        const [told] = events;
        const [forged] = addEvent(2, [], endEvent({ ...ENDS['never announced'], reason: '机器故障' }));
        if (told === undefined || forged === undefined) throw new Error('one event');
        return {
          'events.json': [{ ...forged, signature: told.signature }],
          'end.json': { ...end, reason: '机器故障' },
        };
      }),
    'events',
    'signature',
    /签名无效/,
  ],
];
