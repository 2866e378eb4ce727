/** What must hold of the announced sources, and of the values that come from them. */
import {
  type AnnouncedSource,
  DICE_NORMALISATION,
  DRAND_NORMALISATION,
  DRAND_SCHEME,
  FALLBACK_DICE,
  LEAST_DICE,
  roundInstant,
} from './announced-sources.ts';
import type { Announcement } from './announcement.ts';
import type { SourceValue } from './prk.ts';

const MS_PER_HOUR = 3_600_000;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

/** @throws RangeError (Chinese) unless the text is an RFC 3339 instant with six fractional digits and `Z` */
export const assertInstant = (text: string, name: string): void => {
  if (!INSTANT.test(text) || Number.isNaN(Date.parse(text)))
    throw new RangeError(`公告中${name}“${text}”应写作2021-03-01T02:00:00.000000Z。`);
};

const refuse = (id: string, why: string): never => {
  throw new RangeError(`公告中的随机数来源“${id}”${why}`);
};

const checkSource = (source: AnnouncedSource, announcement: Announcement): void => {
  const { id } = source;
  if (source.kind === 'rehearsal') {
    if (!announcement.rehearsal) refuse(id, '只能用于演练，正式抽取不接受。');
    return;
  }
  if (source.kind === 'dice') {
    if (source.faces !== 10 || source.least < LEAST_DICE) refuse(id, `应为不少于${LEAST_DICE}次的十面骰子。`);
    if (source.normalisation !== DICE_NORMALISATION) refuse(id, '的记录方法不是规定的写法。');
    return;
  }
  if (source.scheme !== DRAND_SCHEME || source.normalisation !== DRAND_NORMALISATION)
    refuse(id, '的签名方案或取值方法不是规定的写法。');
  if (source.when !== roundInstant(source))
    refuse(id, `第${source.round}轮的时刻应为${roundInstant(source)}。`);
  const notice = Date.parse(source.when) - Date.parse(announcement.announced_at);
  if (notice < announcement.notice_hours * MS_PER_HOUR)
    refuse(id, `第${source.round}轮距公告不足${announcement.notice_hours}小时。`);
};

/** @throws RangeError (Chinese) on unusable, doubled or too early sources, or an unusable fallback */
export const checkAnnouncedSources = (announcement: Announcement): void => {
  const { sources, fallback } = announcement;
  const all = fallback.then === 'dice' ? [...sources, fallback.source] : sources;
  if (sources.length === 0) throw new RangeError('公告没有随机数来源。');
  if (new Set(all.map(({ id }) => id)).size !== all.length) throw new RangeError('公告中的随机数来源重复。');
  for (const source of all) checkSource(source, announcement);
  assertInstant(fallback.wait_until, '等待随机数的期限');
  if (fallback.then === 'dice' && (fallback.source.id !== FALLBACK_DICE || fallback.source.kind !== 'dice'))
    throw new RangeError(`公告中备用随机数来源应为“${FALLBACK_DICE}”。`);
};

const checkValue = (source: AnnouncedSource, value: string): void => {
  if (value === '') throw new RangeError(`随机数来源“${source.id}”的值为空。`);
  if (source.kind === 'dice' && (!/^\d+$/.test(value) || value.length < source.least))
    throw new RangeError(`随机数来源“${source.id}”的值应为不少于${source.least}位的数字，不含空格。`);
  if (source.kind === 'drand' && !/^[0-9a-f]{64}$/.test(value))
    throw new RangeError(`随机数来源“${source.id}”的值应为64位小写十六进制。`);
};

/**
 * The sources a draw uses: all that were announced; or, where the fallback took the place of silent ones, those that
 * came, in their order, and then the fallback's dice. Undefined when the given ids are neither.
 */
export const sourcesUsed = (
  { sources, fallback }: Pick<Announcement, 'sources' | 'fallback'>,
  ids: readonly string[],
): readonly AnnouncedSource[] | undefined => {
  const fellBack = fallback.then === 'dice' && ids.at(-1) === fallback.source.id;
  const came = fellBack ? sources.filter(({ id }) => ids.includes(id)) : sources;
  if (fellBack && came.length === sources.length) return undefined;
  const used = fellBack ? [...came, fallback.source] : came;
  const same = used.length === ids.length && used.every(({ id }, index) => id === ids[index]);
  return same ? used : undefined;
};

/** @throws RangeError (Chinese) unless the values are those of the announced sources (or the fallback), in order */
export const checkSources = (announcement: Announcement, given: readonly SourceValue[]): void => {
  const used = sourcesUsed(
    announcement,
    given.map(({ id }) => id),
  );
  if (used === undefined) {
    const names = announcement.sources.map(({ id }) => id).join('、');
    throw new RangeError(`随机数来源与公告不符：公告为“${names}”，应按公告的顺序逐一提供。`);
  }
  for (const [index, source] of used.entries()) checkValue(source, given[index]?.value ?? '');
};
