import type { FastifyReply } from 'fastify';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jsonl: 'application/jsonl; charset=utf-8',
} as const;
export type DownloadFormat = keyof typeof TYPES;

/** A file to be saved under a Chinese name; never shown in the page's own origin. */
export const asDownload = (reply: FastifyReply, name: string, format: DownloadFormat): FastifyReply =>
  reply
    .type(TYPES[format])
    .header(
      'content-disposition',
      `attachment; filename="download.${format}"; filename*=UTF-8''${encodeURIComponent(`${name}.${format}`)}`,
    );
