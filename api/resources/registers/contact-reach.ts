import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { answerContactCode, sendContactCode } from '../../../db/registers/contact-codes.ts';
import { setOptOut, verifyContact } from '../../../db/registers/verify-contact.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { instant } from '../../http/schemas.ts';
import { NUMBER_ROLES } from '../../services/number-rights.ts';
import { contactAnswer, contactChannel, optOut } from './contact-schema.ts';

const KEEPERS = { roles: NUMBER_ROLES };
const CODES = 1_000_000;

const sixDigits = (): string => String(randomInt(CODES)).padStart(6, '0');
const done = z.object({ done: z.boolean() });

/** Whether a contact's number and address are proven, and what the person behind them wants to get. */
export const contactReachRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const one = z.object({ id: z.uuid() });
  const tags = [TAGS.register];

  app.post('/api/contacts/:id/verification', {
    config: { right: KEEPERS },
    schema: {
      operationId: 'verifyContact',
      summary: '登记已当面或者书面核验；同时恢复被退回停用的地址',
      tags,
      params: one,
      body: contactChannel,
      response: { 200: done },
    },
    handler: async (request) => {
      const how = { channel: request.body.channel, proof: 'person' } as const;
      await inChange(deps, request, (trx, authorityId, doing) =>
        verifyContact(trx, authorityId, request.params.id, how, doing),
      );
      return { done: true };
    },
  });

  app.post('/api/contacts/:id/code', {
    config: { right: KEEPERS },
    schema: {
      operationId: 'sendContactCode',
      summary: '向该地址发送核验码',
      tags,
      params: one,
      body: contactChannel,
      response: { 200: z.object({ validUntil: instant }) },
    },
    handler: async (request) => {
      const sent = { channel: request.body.channel, code: sixDigits() };
      const validUntil = await inChange(deps, request, (trx, authorityId, doing) =>
        sendContactCode(trx, authorityId, request.params.id, sent, doing),
      );
      return { validUntil };
    },
  });

  app.post('/api/contacts/:id/code/answer', {
    config: { right: KEEPERS },
    schema: {
      operationId: 'answerContactCode',
      summary: '填写对方告知的核验码',
      tags,
      params: one,
      body: contactAnswer,
      response: { 200: done },
    },
    handler: async (request) => ({
      done: await inChange(deps, request, (trx, authorityId, doing) =>
        answerContactCode(trx, authorityId, request.params.id, request.body, doing),
      ),
    }),
  });

  app.post('/api/contacts/:id/opt-out', {
    config: { right: KEEPERS },
    schema: {
      operationId: 'setContactOptOut',
      summary: '谢绝或恢复短信提醒；法定通知和升级督办不受影响',
      tags,
      params: one,
      body: optOut,
      response: { 200: done },
    },
    handler: async (request) => {
      const { wantsNone } = request.body;
      await inChange(deps, request, (trx, authorityId, doing) =>
        setOptOut(trx, authorityId, request.params.id, wantsNone, doing),
      );
      return { done: true };
    },
  });
};
