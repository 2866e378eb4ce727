/** What a person signs: its hash is computed here from the document itself, never taken from the server. */

import { chinaTime } from '../../../../shared/china-time.ts';
import { giveCommand, newCommandId } from '../../../../shared/commands.ts';
import { send } from '../../../../shared/http.ts';
import { type DrawDocument, drawPath, type Room } from '../use-draw.ts';
import { DOCUMENT_NAMES, EVENT_NAMES } from '../words.ts';
import { canonicalHash, canonicalJson } from './canonical.ts';
import type { OpenKey } from './key-file.ts';

export interface ToSign {
  readonly title: string;
  /** Of a key file: whose key signs it. */
  readonly roles: readonly string[];
  /** What it says, for the person who signs. */
  readonly lines: readonly (readonly [name: string, value: string])[];
  readonly hash: string;
  readonly text: string;
  /** The bytes that the command line signs. */
  readonly file: { readonly name: string; readonly content: string };
  give(key: OpenKey, value: string): Promise<string>;
}

const NAMES: Readonly<Record<string, string>> = {
  bureau: '单位',
  cycle: '周期',
  draw_no: '抽取编号',
  announced_at: '公告拟定时间',
  roster_hash: '名单摘要',
  exclusions_hash: '排除名单摘要',
  announcement_hash: '公告摘要',
  record_hash: '记录摘要',
  sealed_at: '抽取时间',
};

const linesOf = (content: Readonly<Record<string, unknown>>): ToSign['lines'] =>
  Object.entries(NAMES).flatMap(([member, name]) => {
    const value = content[member];
    return typeof value === 'string'
      ? [[name, member.endsWith('_at') ? chinaTime(value) : value] as const]
      : [];
  });

/** Documents of the profile SM3 are signed at the command line: this page computes SHA-256 alone. */
export const isSignable = ({ alg }: Room): boolean => alg === null || alg.includes('sha256');

export const documentToSign = (
  room: Room,
  document: 'announcement' | 'receipt',
  content: unknown,
): ToSign => {
  const hash = canonicalHash(content);
  const { draw_id: drawId } = content as { readonly draw_id: string };
  return {
    ...{ title: `签名：${DOCUMENT_NAMES[document]}`, roles: ['operator', 'supervisor'], hash },
    lines: linesOf(content as Readonly<Record<string, unknown>>),
    text: `dr-1/${document}/${drawId}/${hash}`,
    file: { name: `${document}-${room.id}.json`, content: canonicalJson(content) },
    give: async ({ keyId, role }, value) => {
      const body = { document, role, keyId, value };
      return (await giveCommand(`${drawPath(room.id)}/commands/signDraw`, newCommandId(), body)).message;
    },
  };
};

/** The witness's word with his key: he signs the receipt and agrees in one step. */
export const witnessToSign = (room: Room, receipt: unknown): ToSign => ({
  ...documentToSign(room, 'receipt', receipt),
  ...{ title: '见证确认并签名', roles: ['witness'] },
  give: async ({ keyId }, value) => {
    const path = `${drawPath(room.id)}/commands/signOffDraw`;
    return (await giveCommand(path, newCommandId(), { keyId, value })).message;
  },
});

/** @throws Error (Chinese) where the chain of events is broken */
export const eventsToSign = (room: Room, { events }: DrawDocument): ToSign => {
  let prev = '0'.repeat(64);
  for (const event of events) {
    const { hash, signature: _signature, ...content } = event;
    if (event.prev !== prev || canonicalHash({ draw_id: room.publicId, ...content }) !== hash)
      throw new Error(`其后事项第${event.no}项与前一项不相衔接或被改动过，不能签名。`);
    prev = hash;
  }
  const content = {
    schema: 'dr-1-events',
    alg: room.alg ?? 'hkdf-sha256-min-v1',
    draw_id: room.publicId,
    events,
  };
  return {
    ...{ title: '签名：其后事项', roles: ['operator', 'supervisor'], hash: prev },
    lines: events.map(({ no, at, kind, reason, signature }) => [
      `${no}. ${EVENT_NAMES[kind] ?? kind}${signature === null ? '' : '（已签名）'}`,
      `${chinaTime(at)}${reason === null ? '' : `　${reason}`}`,
    ]),
    text: `dr-1/event/${room.publicId}/${prev}`,
    file: { name: `events-${room.id}.json`, content: canonicalJson(content) },
    give: async ({ keyId }, value) => {
      const path = `${drawPath(room.id)}/event-signatures`;
      return (await send<{ message: string }>('POST', path, { keyId, value })).message;
    },
  };
};

/** A leader's order: the draw's next event, signed before it is given (docs/draw.md, part 14). */
export const voidToSign = (
  room: Room,
  { events }: DrawDocument,
  order: { readonly reason: string; readonly orderNumber: string; readonly orderedAt: string },
): ToSign => {
  const before = events.at(-1);
  const { reason, orderNumber, orderedAt } = order;
  const event = {
    ...{ no: (before?.no ?? 0) + 1, at: orderedAt, kind: 'void', data: { by: 'order' } },
    ...{ reason: `${reason}（${orderNumber}）`, evidence: null, approver: null },
    prev: before?.hash ?? '0'.repeat(64),
  };
  const hash = canonicalHash({ draw_id: room.publicId, ...event });
  const content = {
    ...{
      schema: 'dr-1-void-order',
      alg: room.alg,
      draw_id: room.publicId,
      reason,
      order_number: orderNumber,
    },
    event: { ...event, hash, signature: null },
  };
  return {
    ...{ title: '签名：作废决定', roles: ['supervisor'], hash },
    lines: [
      ['抽取编号', room.id],
      ['作废原因（公开）', reason],
      ['决定文号', orderNumber],
      ['决定时间', chinaTime(orderedAt)],
    ],
    text: `dr-1/event/${room.publicId}/${hash}`,
    file: { name: `void-${room.id}.json`, content: canonicalJson(content) },
    give: async ({ keyId }, value) => {
      const path = `${drawPath(room.id)}/commands/voidDraw`;
      return (await giveCommand(path, newCommandId(), { ...order, keyId, value })).message;
    },
  };
};
