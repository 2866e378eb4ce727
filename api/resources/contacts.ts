import { randomInt } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { answerContactCode, sendContactCode } from '../../db/registers/contact-codes.ts';
import {
  addContact,
  changeContact,
  listContacts,
  type PartyKind,
  removeContact,
} from '../../db/registers/contacts.ts';
import { registerHistory } from '../../db/registers/register-history.ts';
import { setOptOut, verifyContact } from '../../db/registers/verify-contact.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { authorityOf, doingOf } from '../http/doing.ts';
import { TAGS } from '../http/openapi.ts';
import { id, instant } from '../http/schemas.ts';
import { maskNumbers, NUMBER_ROLES, seesNumbers } from '../services/number-rights.ts';
import {
  contact,
  contactAnswer,
  contactChange,
  contactChannel,
  newContact,
  optOut,
} from './contact-schema.ts';
import { change } from './register-schema.ts';

const KEEPERS = { roles: NUMBER_ROLES };
const PARTIES: Readonly<Record<'units' | 'officers', PartyKind>> = { units: 'unit', officers: 'officer' };
const CODES = 1_000_000;

const sixDigits = (): string => String(randomInt(CODES)).padStart(6, '0');
const uuid = z.uuid();
const done = z.object({ done: z.boolean() });

export const contactRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const one = z.object({ id: uuid });
  const tags = [TAGS.register];

  for (const [place, partyKind] of Object.entries(PARTIES) as [keyof typeof PARTIES, PartyKind][]) {
    const ofParty = (request: FastifyRequest, partyId: string) =>
      listContacts(db, authorityOf(request), partyKind, partyId);

    app.get(`/api/${place}/:id/contacts`, {
      config: { right: 'officer' },
      schema: {
        operationId: `list${partyKind === 'unit' ? 'Unit' : 'Officer'}Contacts`,
        summary: '联系人，首选的在前；号码和邮箱对无权人员遮盖',
        tags,
        params: z.object({ id }),
        response: { 200: z.array(contact) },
      },
      handler: async (request) => {
        const { id: partyId } = request.params;
        const owner = partyKind === 'unit' ? { unitId: partyId } : { officerId: partyId };
        const rows = await ofParty(request, partyId);
        return (await seesNumbers(deps, request, owner)) ? rows : rows.map(maskNumbers);
      },
    });

    app.post(`/api/${place}/:id/contacts`, {
      config: { right: KEEPERS },
      schema: {
        operationId: `add${partyKind === 'unit' ? 'Unit' : 'Officer'}Contact`,
        summary: '登记一个联系人',
        tags,
        params: z.object({ id }),
        body: newContact,
        response: { 200: z.array(contact) },
      },
      handler: async (request) => {
        const party = { partyKind, partyId: request.params.id };
        await db
          .transaction()
          .execute((trx) =>
            addContact(trx, authorityOf(request), { ...party, ...request.body }, doingOf(deps, request)),
          );
        return ofParty(request, party.partyId);
      },
    });
  }

  app.put('/api/contacts/:id', {
    config: { right: KEEPERS },
    schema: {
      operationId: 'changeContact',
      summary: '更改一个联系人；换了号码或邮箱的需重新核验',
      tags,
      params: one,
      body: contactChange,
      response: { 200: z.object({ changed: z.array(z.string()) }) },
    },
    handler: async (request) => ({
      changed: [
        ...(await db
          .transaction()
          .execute((trx) =>
            changeContact(trx, authorityOf(request), request.params.id, request.body, doingOf(deps, request)),
          )),
      ],
    }),
  });

  app.delete('/api/contacts/:id', {
    config: { right: KEEPERS },
    schema: {
      operationId: 'removeContact',
      summary: '删除一个联系人，变更记录保留',
      tags,
      params: one,
      response: { 200: done },
    },
    handler: async (request) => {
      await db
        .transaction()
        .execute((trx) =>
          removeContact(trx, authorityOf(request), request.params.id, doingOf(deps, request)),
        );
      return { done: true };
    },
  });

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
      await db
        .transaction()
        .execute((trx) =>
          verifyContact(trx, authorityOf(request), request.params.id, how, doingOf(deps, request)),
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
      const validUntil = await db
        .transaction()
        .execute((trx) =>
          sendContactCode(trx, authorityOf(request), request.params.id, sent, doingOf(deps, request)),
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
      done: await db
        .transaction()
        .execute((trx) =>
          answerContactCode(
            trx,
            authorityOf(request),
            request.params.id,
            request.body,
            doingOf(deps, request),
          ),
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
      await db
        .transaction()
        .execute((trx) =>
          setOptOut(trx, authorityOf(request), request.params.id, wantsNone, doingOf(deps, request)),
        );
      return { done: true };
    },
  });

  app.get('/api/contacts/:id/history', {
    config: { right: KEEPERS },
    schema: {
      operationId: 'getContactHistory',
      summary: '一个联系人的变更记录：谁、何时、变更前后',
      tags,
      params: one,
      response: { 200: z.array(change) },
    },
    handler: (request) => registerHistory(db, authorityOf(request), 'contact', request.params.id),
  });
};
