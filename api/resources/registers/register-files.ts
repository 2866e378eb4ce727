import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Role } from '../../../domain/rights/rights.ts';
import { recordExport, registerCsv, registerXlsx } from '../../../files/registers/export-register.ts';
import { ONLINE_REGISTERS, type OnlineRegister } from '../../../files/registers/online.ts';
import { templateCsv, templateXlsx } from '../../../files/registers/write-template.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf, doingOf } from '../../http/doing.ts';
import { asDownload } from '../../http/download.ts';
import { today } from '../../http/guard.ts';
import { TAGS } from '../../http/openapi.ts';
import { NUMBER_ROLES } from '../../services/number-rights.ts';

/**
 * Who brings a register's file in and takes it out whole. The file of inspectors makes accounts besides, and only the
 * admin does that; whom chance passes by (免抽) only an approver decides; contacts are for those who see numbers.
 */
export const REGISTER_KEEPERS: Readonly<Record<OnlineRegister, readonly Role[]>> = {
  units: ['office', 'admin'],
  inspectors: ['admin'],
  items: ['office', 'admin'],
  exemptions: ['approver'],
  contacts: NUMBER_ROLES,
};
export const REGISTER_NAMES = Object.keys(REGISTER_KEEPERS) as OnlineRegister[];

const format = z.object({ format: z.enum(['xlsx', 'csv']).default('xlsx') });
/** A file is not described as JSON. */
const file = z.unknown().meta({ format: 'binary' });
const tags = [TAGS.register];

export const registerFileRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  for (const register of REGISTER_NAMES) {
    const { name, columns } = ONLINE_REGISTERS[register].register;
    const suffix = register.charAt(0).toUpperCase() + register.slice(1);

    app.get(`/api/registers/${register}/template`, {
      config: { right: 'officer' },
      schema: {
        operationId: `get${suffix}Template`,
        summary: `${name}的空白样表`,
        tags,
        querystring: format,
        response: { 200: file },
      },
      handler: (request, reply) => {
        const wanted = request.query.format;
        return asDownload(reply, `${name}样表`, wanted)
          .serializer((bytes: unknown) => bytes as string)
          .send(wanted === 'csv' ? templateCsv(columns) : templateXlsx(columns));
      },
    });

    app.get(`/api/registers/${register}/export`, {
      config: {
        right: { roles: REGISTER_KEEPERS[register] },
        rateLimit: { max: 10, timeWindow: '1 minute' },
      },
      schema: {
        operationId: `export${suffix}`,
        summary: `导出${name}，列与样表一致；公式一律作文本`,
        tags,
        querystring: format,
        response: { 200: file },
      },
      handler: async (request, reply) => {
        const authorityId = authorityOf(request);
        const wanted = request.query.format;
        const content =
          wanted === 'csv'
            ? registerCsv(db, authorityId, register)
            : await registerXlsx(db, authorityId, register);
        await recordExport(db, authorityId, register, wanted, doingOf(deps, request));
        return asDownload(reply, `${name}${today(deps)}`, wanted).send(Readable.from(content));
      },
    });
  }
};
