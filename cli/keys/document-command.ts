/** What is signed, as files: written on the server, carried to whoever holds the key. */
import { writeFile } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { publicDrawId, readDrawEvents } from '../../db/draw/draw-events.ts';
import { storedDraw } from '../../db/draw/stored-draw.ts';
import { canonicalJson } from '../../domain/draw/canonical.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { preciseInstant } from '../../domain/keys/signed-text.ts';
import { type VoidOrderFile, voidOrderFile } from '../../domain/keys/void-order.ts';
import { systemClock } from '../../runtime/clock.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { eventsFile } from './event-signing.ts';
import { DATABASE_OPTIONS, withAuthority } from './with-authority.ts';

const DOCUMENTS = ['announcement', 'receipt', 'events', 'void'] as const;
type DocumentName = (typeof DOCUMENTS)[number];

interface Ordered {
  readonly reason?: string | undefined;
  readonly 'order-number'?: string | undefined;
}

/** The order to void a draw as the leader signs it: the draw's next event, dated now. */
const orderFile = async (
  db: Kysely<Database>,
  authorityId: string,
  drawId: string,
  announcement: unknown,
  { reason, 'order-number': orderNumber }: Ordered,
): Promise<VoidOrderFile> => {
  if (reason === undefined || orderNumber === undefined)
    throw new UsageError('作废决定请用 --reason 写明原因（将予公开），用 --order-number 写明文号。');
  if (announcement === null)
    throw new Refusal('WrongState', `抽取“${drawId}”尚未公告，不能作废；可以取消所在周期。`);
  const { alg } = announcement as { readonly alg: string };
  const before = (await readDrawEvents(db, authorityId, drawId)).at(-1);
  const orderedAt = preciseInstant(new Date(systemClock.now()).toISOString());
  const draw = { drawId: publicDrawId(authorityId, drawId), alg, before };
  return voidOrderFile(draw, { reason, orderNumber, orderedAt });
};

const contentOf = async (
  db: Kysely<Database>,
  authorityId: string,
  drawId: string,
  document: DocumentName,
  ordered: Ordered,
) => {
  const row = await storedDraw(db, authorityId, drawId)
    .select(['draw.announcement', 'drawReceipt.receipt'])
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${drawId}”的抽取。`));
  if (document === 'events') return eventsFile(db, authorityId, drawId, row.announcement);
  if (document === 'void') return orderFile(db, authorityId, drawId, row.announcement, ordered);
  const content = row[document];
  if (content === null)
    throw new Refusal('WrongState', `抽取“${drawId}”尚无${document === 'receipt' ? '回执' : '公告'}。`);
  return content;
};

/** `keys document`: writes the bytes that are to be signed, for the signer to take to his own machine. */
export const writeDocument = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, {
    ...DATABASE_OPTIONS,
    out: { type: 'string' },
    reason: { type: 'string' },
    'order-number': { type: 'string' },
  });
  const [drawId, named, ...more] = positionals;
  const { out } = values;
  const document = DOCUMENTS.find((each) => each === named);
  if (drawId === undefined || out === undefined || more.length > 0 || document === undefined)
    throw new UsageError(
      '请指定抽取编号、文件（announcement、receipt、events 或 void），并用 --out 指定要写出的文件。',
    );
  return withAuthority(values, async (db, authorityId) => {
    const content = await contentOf(db, authorityId, drawId, document, values);
    await writeFile(out, canonicalJson(content), { flag: 'wx' });
    io.stdout.write(`已写出 ${out}\n`);
    return EXIT.ok;
  });
};
