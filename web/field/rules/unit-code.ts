import type { Entry, Visit } from '../store/types.ts';

const SHORTEST_TAIL = 6;

const bare = (code: string): string => code.replace(/\s/g, '').toUpperCase();

/** The code itself, its last six characters or more as typed, or a text that contains it, as on a licence's QR code. */
export const isCodeOf = ({ unit }: Visit, way: Entry['way'], text: string): boolean => {
  const own = bare(unit.code);
  const given = bare(text);
  if (given.includes(own)) return true;
  return way === 'typed' && given.length >= Math.min(SHORTEST_TAIL, own.length) && own.endsWith(given);
};

/** Why an entry says nothing of the unit, in words: what happened, what to do, what to give as the reason. */
interface Mismatch {
  readonly title: string;
  readonly advice: string;
  /** Label of the reason. */
  readonly reason: string;
  /** What is said as long as there is none. */
  readonly missing: string;
}

/** Of an entry that does not match: nothing was checked, too little was typed to tell, or it is another code. */
export const mismatchOf = ({ unit }: Pick<Visit, 'unit'>, { code }: Pick<Entry, 'code'>): Mismatch => {
  if (code === null)
    return {
      title: '现场无码，没有核对编码。',
      advice: '请写明原因，以及怎样确认是本任务的检查对象。',
      reason: '现场无码的原因',
      missing: '现场无码，没有核对，请写明原因',
    };
  const given = bare(code);
  const isShort = given.length < SHORTEST_TAIL && bare(unit.code).endsWith(given);
  return isShort
    ? {
        title: '输入少于六位，不能核对。',
        advice: '请重新登记，输入全部编码或者后六位；不能输入的，写明原因。',
        reason: '编码没有核对的原因',
        missing: '输入少于六位，不能核对，请重新登记或者写明原因',
      }
    : {
        title: '编码不一致，不是本任务检查对象的编码。',
        advice: `名录登记的编码：${unit.code}。输错或者扫错的，请重新登记；没有错的，请核对是否走错单位，并写明原因。`,
        reason: '编码不一致的原因',
        missing: '编码与检查对象不一致，请重新登记或者写明原因',
      };
};
