import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { installationMode } from '../../db/installation.ts';
import {
  type Audience,
  approvedTextVersions,
  pinnedText,
  textKey,
} from '../../db/messages/approved-texts.ts';
import { previewParams } from '../../db/messages/preview-params.ts';
import type { NoticeCode } from '../../domain/notice/catalog.ts';
import { NOTICE_NAMES } from '../../domain/notice/names.ts';
import { previewOf, USUAL_SEGMENT_PRICE_FEN } from '../../notify/templates/preview.ts';
import { hasWordingFor, isNoticeCode, templateVersion } from '../../notify/templates/registry.ts';
import { systemClock } from '../../runtime/clock.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { didYouMean, parseWords, UsageError } from '../usage-error.ts';
import { MESSAGE_OPTIONS, withMessages } from './with-messages.ts';

const noticeOf = (given: string | undefined): NoticeCode => {
  if (given === undefined) throw new UsageError('请用 --notice 写明通知的代码。');
  if (isNoticeCode(given)) return given;
  throw new UsageError(`没有“${given}”这种通知${didYouMean(given, Object.keys(NOTICE_NAMES))}`);
};

const audienceOf = (notice: NoticeCode, given: string | undefined): Audience => {
  const possible = (['unit', 'officer'] as const).filter((audience) => hasWordingFor(notice, audience));
  const chosen = given ?? possible[0];
  const found = possible.find((audience) => audience === chosen);
  if (found === undefined) throw new UsageError(`该通知的 --audience 只能是：${possible.join('、')}。`);
  return found;
};

const numberOf = (name: string, given: string | undefined): number | undefined => {
  if (given === undefined) return undefined;
  if (!/^\d+(\.\d+)?$/.test(given)) throw new UsageError(`--${name} 应为数字。`);
  return Number(given);
};

/** The version asked for, else the one in force; null: the wording of the program. */
const versionOf = async (
  db: Kysely<Database>,
  authorityId: string,
  key: { readonly notice: NoticeCode; readonly audience: Audience },
  asked: number | undefined,
): Promise<number | null> =>
  asked ?? (await approvedTextVersions(db, authorityId)).get(textKey(key.notice, key.audience)) ?? null;

/** `message preview`: what its recipient would read, with real data, and what the SMS costs. */
export const previewNotice = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, {
    ...MESSAGE_OPTIONS,
    notice: { type: 'string' },
    audience: { type: 'string' },
    task: { type: 'string' },
    order: { type: 'string' },
    text: { type: 'string' },
    price: { type: 'string' },
  });
  if (positionals.length > 0) throw new UsageError('预览不需要其他参数。');
  const notice = noticeOf(values.notice);
  const audience = audienceOf(notice, values.audience);
  const price = numberOf('price', values.price) ?? USUAL_SEGMENT_PRICE_FEN;
  const asked = numberOf('text', values.text);
  return withMessages(values, io, async (db, authorityId) => {
    const of = { notice, audience, taskId: values.task, orderId: values.order };
    const { params, assumed } = await previewParams(db, authorityId, of);
    const version = await versionOf(db, authorityId, { notice, audience }, asked);
    const message = {
      template: notice,
      templateVersion: templateVersion(notice),
      params,
      recipientKind: audience,
      businessAt: new Date(systemClock.now()).toISOString(),
      ownText: version === null ? null : await pinnedText(db, authorityId, { notice, audience, version }),
    };
    const { email, sms } = previewOf(
      message,
      { rehearsal: (await installationMode(db)) === 'rehearsal' },
      price,
    );
    const yuan = (sms.costFen / 100).toFixed(2);
    io.stdout.write(
      `${[
        `${NOTICE_NAMES[notice]}（${version === null ? `通用文本第 ${message.templateVersion} 版` : `本局自拟文本第 ${version} 版`}）`,
        ...(assumed.length === 0 ? [] : [`以下参数没有数据，用示例代替：${assumed.join('、')}`]),
        '',
        `邮件标题：${email.subject}`,
        '',
        email.text,
        '',
        `短信（${sms.characters} 字，${sms.segments} 条，约 ${yuan} 元，按每条 ${price} 分计）：`,
        sms.text,
      ].join('\n')}\n`,
    );
    return EXIT.ok;
  });
};
