import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { addContact, changeContact, removeContact } from '../../../db/registers/change-contacts.ts';
import { listContacts, type PartyKind } from '../../../db/registers/contacts.ts';
import { registerHistory } from '../../../db/registers/register-history.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { id } from '../../http/schemas.ts';
import { maskNumbers, NUMBER_ROLES, seesNumbers } from '../../services/number-rights.ts';
import { contactReachRoutes } from './contact-reach.ts';
import { contact, contactChange, newContact } from './contact-schema.ts';
import { change } from './register-schema.ts';

const KEEPERS = { roles: NUMBER_ROLES };
const PARTIES: Readonly<Record<'units' | 'officers', PartyKind>> = { units: 'unit', officers: 'officer' };
const done = z.object({ done: z.boolean() });

export const contactRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const one = z.object({ id: z.uuid() });
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
        await inChange(deps, request, (trx, authorityId, doing) =>
          addContact(trx, authorityId, { ...party, ...request.body }, doing),
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
        ...(await inChange(deps, request, (trx, authorityId, doing) =>
          changeContact(trx, authorityId, request.params.id, request.body, doing),
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
      await inChange(deps, request, (trx, authorityId, doing) =>
        removeContact(trx, authorityId, request.params.id, doing),
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

  contactReachRoutes(app, deps);
};
