import { z } from 'zod';
import { loadSettings } from '../../../db/authority.ts';
import { approverOfRevision } from '../../../domain/settings/publication-approver.ts';
import type { AuthoritySettings } from '../../../domain/settings/settings.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { today } from '../../http/guard.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, page, paged, text } from '../../http/schemas.ts';
import {
  countChannels,
  PUBLICATION_VIEWS,
  type PublicationLine,
  publicationLines,
} from '../../reads/publication/publication-board.ts';
import { publicationCase as readCase } from '../../reads/publication/publication-case.ts';
import { matchReceipts } from '../../reads/publication/receipts.ts';
import { publicationBoard, publicationCase, receiptPreview } from './publication-schema.ts';

const LONGEST_TABLE = 500_000;

/** A channel that has left the settings since goes by its id. */
const channelNamer =
  ({ publication }: AuthoritySettings) =>
  (channel: string): string =>
    publication.channels.find((each) => each.id === channel)?.name ?? channel;

type Approvable = Pick<PublicationLine, 'kind' | 'state' | 'approvedBy'>;

/** Whose approval a revision waits for before it may be shown. */
const awaitsApprovalBy = ({ publication }: AuthoritySettings, { kind, state, approvedBy }: Approvable) =>
  state === 'due' && approvedBy === null ? approverOfRevision(publication, kind) : null;

/** The publication desk (公示办理): what is owed on which channel, and one publication with all its revisions. */
export const publicationBoardRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  app.get('/api/publication-board', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getPublicationBoard',
      summary: '公示办理：按期限排列的公示及各渠道状态；各渠道件数',
      tags: [TAGS.publication],
      querystring: z.object({
        ...page,
        view: z.enum(PUBLICATION_VIEWS).default('owed'),
        cycle: id.optional(),
        channel: id.optional(),
        text: text.optional(),
      }),
      response: { 200: publicationBoard },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const on = today(deps);
      const { settings } = await loadSettings(db, authorityId);
      const nameOf = channelNamer(settings);
      const rows = await publicationLines(db, authorityId, on, request.query);
      const lines = rows.map((row) => ({ ...row, awaitsApprovalBy: awaitsApprovalBy(settings, row) }));
      const counted = await countChannels(db, authorityId, on);
      const known = settings.publication.channels.map(({ id: channel }) => channel);
      const channels = [...new Set([...known, ...counted.map(({ channel }) => channel)])];
      return {
        ...paged(lines, request.query.limit, (row) => `${row.place}~${row.id}~${row.revision}`),
        asOf: on,
        counted: {
          startEvent: settings.publication.startEvent,
          workingDays: settings.publication.workingDays,
        },
        channels: channels.map((channel) => ({
          ...(counted.find((each) => each.channel === channel) ?? {
            ...{ channel, owed: 0, overdue: 0, confirmed: 0 },
          }),
          name: nameOf(channel),
        })),
      };
    },
  });

  app.get('/api/publications/:id', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getPublicationRevisions',
      summary: '一项公示的各个版本：结果、凭证、更正和撤回的理由',
      tags: [TAGS.publication],
      params: z.object({ id }),
      response: { 200: publicationCase },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const found = await readCase(db, authorityId, request.params.id);
      const { settings } = await loadSettings(db, authorityId);
      const nameOf = channelNamer(settings);
      const codeName = (code: string): string =>
        settings.resultCodes.find((each) => each.code === code)?.name ?? code;
      const isShown = found.revisions.some(({ confirmedOn }) => confirmedOn !== null);
      return {
        ...found,
        revisions: found.revisions.map((revision) => ({
          ...revision,
          awaitsApprovalBy: awaitsApprovalBy(settings, revision),
          codes: revision.codes.map((code) => ({ code, name: codeName(code) })),
          channels: revision.channels.map((each) => ({ ...each, name: nameOf(each.channel) })),
        })),
        portalPath: isShown ? `/public/${authorityId}/results/${encodeURIComponent(found.id)}` : null,
      };
    },
  });

  app.post('/api/publication-receipts/preview', {
    config: { right: { roles: ['publisher'] } },
    schema: {
      operationId: 'previewReceipts',
      summary: '核对平台导出的公示回执：逐行对应待公示的结果，不登记',
      tags: [TAGS.publication],
      body: z.strictObject({ channel: id, text: z.string().min(1).max(LONGEST_TABLE) }),
      response: { 200: receiptPreview },
    },
    handler: async (request) => {
      const { channel, text: table } = request.body;
      const asked = { channel, text: table, on: today(deps) };
      return { channel, lines: await matchReceipts(db, authorityOf(request), asked) };
    },
  });
};
