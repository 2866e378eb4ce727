/** 查一家单位: what the draw decided of one unit, and the facts that a page shows of the whole draw. */
import { foldCode, isLikeName, nameAskedWords } from './asked.js';
import { fromHex, joinBytes, toHex, utf8 } from './bytes.js';
import { DIGEST } from './hash.js';
import { SHA256 } from './sha256.js';
import { drawnUnits } from './tickets.js';

/** Public reason codes in words; one that a later release named stands as it is. */
const EXCLUSION_WORDS = {
  'not-operating': '不在正常经营状态',
  'founding-date-unknown': '名录库未登记成立日期，无法判断是否在抽查范围内',
  'founded-after-cut-off': '成立日期不在计划规定的截止日期之前',
  'already-drawn': '本周期已被抽中',
  'class-unknown': '名录库未登记计划所用的类别',
  'frequency-cap': '本年度已达到检查频次上限',
  'had-a-turn': '本轮已被本事项抽中，其他对象尚未全部抽到',
  'already-inspected': '本轮已接受本事项检查，不再重复抽取',
  'inspected-by-superior': '上级机关本年度已检查同一事项',
  'inspected-jointly': '已在部门联合抽查中检查同一事项',
  'case-open': '正在接受立案调查或者专项检查',
  'event-triggered-only': '信用良好，按规定只作触发式检查',
};

/** `drawn`, `reserve`, `drawn-before` (by a stratum before this one), `above-cut-off`, `none-drawn`. */
const fateOf = ({ results, strata }, result, code, place) => {
  if (place > 0) return place <= result.quota ? 'drawn' : 'reserve';
  const earlier = strata.get(result.id).after.find((id) => drawnUnits(results.get(id)).includes(code));
  if (earlier !== undefined) return 'drawn-before';
  return result.cut_off === null ? 'none-drawn' : 'above-cut-off';
};

const entryFacts = (bundle, i) => {
  const { codes, strata: stratumOf, weights } = bundle.roster;
  const result = bundle.results.get(stratumOf[i]);
  const place = result.order.findIndex(({ unit }) => unit === codes[i]) + 1;
  const { after, row } = bundle.strata.get(result.id);
  const fate = fateOf(bundle, result, codes[i], place);
  return {
    unit: codes[i],
    line: i + 1,
    row,
    stratum: result.id,
    weight: weights[i],
    ticket: toHex(bundle.drawn.tickets.subarray(i * DIGEST, (i + 1) * DIGEST)),
    cut_off: result.cut_off,
    mode: result.mode,
    quota: result.quota,
    eligible: result.eligible,
    fate,
    place: fate === 'reserve' ? place - result.quota : place,
    before: fate === 'drawn-before' ? after : [],
  };
};

const SALT_AND_NUMBER = /^([0-9a-fA-F]{32})\s+(\S.*)$/;

/** A person stands in the lists as `person:` and SHA-256(salt's 16 bytes ‖ number), and asks by both. */
const codeOfPerson = (asked) => {
  const own = SALT_AND_NUMBER.exec(asked);
  if (own === null) return asked;
  return `person:${toHex(SHA256.hash(joinBytes(fromHex(own[1].toLowerCase()), utf8(own[2]))))}`;
};

/**
 * @param asked a code as printed (the type may be left out), in any case; or a person's salt, a space and number
 * @returns {ready: false, refused} of evidence that is wrong, for nothing in it could be relied on; {ready: false} of a
 *   number without a result; else {name, entries, excluded, visit, team}: `name` says that what was typed is no code
 */
export const lookUpUnit = (bundle, asked) => {
  const { firstWrong, results } = bundle;
  if (firstWrong !== null)
    return {
      ready: false,
      refused: {
        zh: `证据核验不通过，不能据以说明：${firstWrong.message}`,
        en: `The evidence is wrong: ${firstWrong.message_en}`,
      },
    };
  if (results === undefined) return { ready: false };
  const typed = asked.trim().normalize('NFC');
  const wanted = foldCode(codeOfPerson(typed));
  const isMeant = (code) => {
    const known = foldCode(code);
    return known === wanted || known.slice(known.indexOf(':') + 1) === wanted;
  };
  const entries = [];
  const { codes } = bundle.roster;
  for (let i = 0; i < codes.length; i += 1) if (isMeant(codes[i])) entries.push(entryFacts(bundle, i));
  const excluded = bundle.docs['exclusions.json'].exclusions
    .filter(({ code }) => isMeant(code))
    .map(({ code, row, reason }) => ({ unit: code, row, reason: EXCLUSION_WORDS[reason] ?? reason }));
  const visit = (bundle.visits ?? []).find(({ unit }) => isMeant(unit));
  const { teams = [] } = bundle.record.assignment;
  const team = teams.find(({ unit }) => isMeant(unit));
  const isName = entries.length + excluded.length === 0 && isLikeName(wanted);
  const name = isName ? nameAskedWords(typed) : null;
  return { ready: true, asked: wanted, name, entries, excluded, visit, team };
};

const STRATUM_FACTS = ['id', 'row', 'eligible', 'quota', 'reserve', 'after', 'probability'];
const ANNOUNCED_FACTS = [
  'alg',
  'bureau',
  'cycle',
  'draw_no',
  'draw_id',
  'announced_at',
  'software_version',
  'verifier_sha256',
];

const picked = (value, names) => Object.fromEntries(names.map((name) => [name, value[name]]));

/** What there is of a draw that ended before its announcement. */
const endFacts = ({ draw, docs }) => ({
  ...picked(draw, ['bureau', 'cycle', 'draw_no', 'draw_id', 'rehearsal']),
  end: docs['end.json'],
  keys: [],
});

/** Figures and fingerprints of a bundle whose documents could be opened; null otherwise. */
export const factsOf = (bundle) => {
  if (bundle.draw === undefined) return null;
  if (bundle.announcement === undefined) return endFacts(bundle);
  const { announcement, record, docs } = bundle;
  const log = docs['keys.json'];
  const signers = announcement.signers ?? {};
  const keys = ['operator', 'supervisor'].map((role) => {
    const entry = log.find((each) => each.key_id === signers[role]);
    return { role, key_id: signers[role], holder: entry === undefined ? '' : entry.holder };
  });
  const superiors = log.filter(({ role, event }) => role === 'superior' && event !== 'lost');
  const { minimal_max_load: load, teams = [] } = record === undefined ? {} : record.assignment;
  const orders = record === undefined ? [] : record.strata;
  return {
    ...picked(announcement, ANNOUNCED_FACTS),
    announcement_hash: bundle.announcementHash,
    record_hash: record === undefined ? undefined : record.record_hash,
    sealed_at: docs['receipt.json'] === undefined ? undefined : docs['receipt.json'].sealed_at,
    end: docs['end.json'],
    rehearsal: announcement.rehearsal,
    sources: announcement.sources.map(({ id, kind, when, where, round }) => ({
      id,
      kind,
      when,
      where,
      round,
    })),
    strata: announcement.strata.map((stratum) => {
      const recorded = orders.find(({ id }) => id === stratum.id);
      return { ...picked(stratum, STRATUM_FACTS), cut_off: recorded === undefined ? null : recorded.cut_off };
    }),
    units: bundle.roster === undefined ? null : bundle.roster.units,
    visits: record === undefined ? undefined : record.visits.length,
    teams: teams.length,
    load,
    keys: [...keys.filter(({ key_id: keyId }) => keyId), ...superiors].map((each) =>
      picked(each, ['role', 'key_id', 'holder']),
    ),
  };
};
