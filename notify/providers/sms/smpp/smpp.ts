import { z } from 'zod';
import type { House } from '../../kind.ts';
import type { OutgoingSms, SmsProvider } from '../../provider.ts';
import type { Receipt } from '../../receipt.ts';
import { secret, secretUrl } from '../../secret.ts';
import { nationalNumber } from '../mobile-number.ts';
import { receiptOf } from './delivery-receipt.ts';
import { keepLinked } from './link.ts';
import { submitsOf } from './parts.ts';
import { openSession } from './session.ts';
import { submitAll } from './submit.ts';
import { createWindow } from './window.ts';

const idFormat = z.enum(['text', 'hex', 'dec']).default('text');
const DEFAULT_PORT = 2775;

/** What the providers file says of an account at an SMPP 3.4 centre. */
export const SmppSettings = z.strictObject({
  url: secretUrl(['smpp:', 'ssmpp:'], 'smpp://host:2775'),
  systemId: z.string().min(1).max(15),
  password: secret,
  systemType: z.string().max(12).default(''),
  /** Our service number (接入号), with its type of number and numbering plan. */
  sourceAddress: z.string().max(20).default(''),
  sourceTon: z.number().int().min(0).max(6).default(0),
  sourceNpi: z.number().int().min(0).max(18).default(0),
  /** national: 13800000000. international: 8613800000000. */
  numberFormat: z.enum(['national', 'international']).default('national'),
  splitting: z.enum(['udh', 'payload']).default('udh'),
  /** How ids are written in answers and in receipts, where the centre writes them differently. */
  answerIds: idFormat,
  receiptIds: idFormat,
  /** Submissions without an answer at once, as the centre allows. */
  window: z.number().int().min(1).max(1_000).default(10),
  batchSize: z.number().int().min(1).max(100).default(1),
  timeoutMs: z.number().int().min(100).default(15_000),
  enquireSeconds: z.number().min(0.1).default(30),
  reconnectMs: z.number().int().min(1).default(1_000),
  longestReconnectMs: z.number().int().min(1).default(60_000),
  badNumberCodes: z.array(z.string()).default([]),
});

/**
 * One transceiver session for sending and for receipts, bound as long as the process lives. An answer that does not
 * come makes the message unknown; nothing is submitted twice.
 */
export const createSmppProvider = (
  id: string,
  settings: z.output<typeof SmppSettings>,
  { log }: Pick<House, 'log'>,
): SmsProvider => {
  const { protocol, hostname, port } = new URL(settings.url);
  const { timeoutMs, systemId, password, systemType, badNumberCodes } = settings;
  let take: ((receipts: readonly Receipt[]) => Promise<void>) | null = null;
  let reference = Math.floor(Math.random() * 256);
  const link = keepLinked({
    open: () =>
      openSession({
        ...{ host: hostname, port: Number(port || DEFAULT_PORT), tls: protocol === 'ssmpp:' },
        ...{ systemId, password, systemType, timeoutMs, enquireEveryMs: settings.enquireSeconds * 1000 },
        onDeliver: async (pdu) => {
          const receipt = receiptOf(pdu, { ids: settings.receiptIds, badNumberCodes });
          // An SMS to us (上行短信): nobody reads them, and bringing it again would change nothing.
          if (receipt === null) return true;
          if (take === null) return false;
          await take([receipt]);
          return true;
        },
      }),
    firstPauseMs: settings.reconnectMs,
    longestPauseMs: settings.longestReconnectMs,
    log: log.child({ provider: id }),
  });
  const submitter = { link, window: createWindow(settings.window), timeoutMs, ids: settings.answerIds };
  const send = (message: OutgoingSms) => {
    reference = (reference + 1) % 256;
    const addressed = addressesOf(message, settings);
    return submitAll(
      submitter,
      submitsOf(message.text, settings.splitting, reference).map((fields) => ({ ...addressed, ...fields })),
    );
  };
  return {
    ...{ id, kind: 'smpp', channel: 'sms', batchSize: settings.batchSize },
    send: (batch) => Promise.all(batch.map(send)),
    listen: (next) => {
      take = next;
    },
    close: () => link.close(),
  };
};

const FINAL_RECEIPT = 1;

const addressesOf = ({ to }: OutgoingSms, settings: z.output<typeof SmppSettings>): object => {
  const { sourceAddress, sourceTon, sourceNpi, numberFormat } = settings;
  const isInternational = numberFormat === 'international';
  return {
    ...{ source_addr: sourceAddress, source_addr_ton: sourceTon, source_addr_npi: sourceNpi },
    dest_addr_ton: isInternational ? 1 : 0,
    dest_addr_npi: 1,
    destination_addr: `${isInternational ? '86' : ''}${nationalNumber(to)}`,
    registered_delivery: FINAL_RECEIPT,
  };
};
