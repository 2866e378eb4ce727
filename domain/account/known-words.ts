/** Whose password it is, and what everybody knows of him. */
export interface PasswordOwner {
  readonly username: string;
  readonly name: string;
  readonly authorityId: string;
  readonly authorityName: string;
  readonly authorityShortName: string;
}

/** What somebody who knows the trade tries first: its words, in characters and in Pinyin. */
const TRADE_WORDS = [
  ...['交通', '运输', '执法', '双随机', '抽查', '随机', '检查', '管理员', '密码'],
  ...['jiaotong', 'yunshu', 'jiaoyun', 'zhifa', 'shuangsuiji', 'suiji', 'choucha', 'jiancha', 'gongshi'],
  ...['guanliyuan', 'jtysj', 'jtyun', 'mima', 'transport', 'inspection', 'admin'],
];

/** Two Chinese characters are a word already; of letters and digits so few stand in anything. */
const SHORTEST_LATIN = 4;
const SHORTEST_CHINESE = 2;
const isWord = (text: string): boolean =>
  text.length >= (/^\p{Script=Han}+$/u.test(text) ? SHORTEST_CHINESE : SHORTEST_LATIN);

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Digits and signs that people write for letters: `j1a0tong`. */
const WRITTEN_FOR: Readonly<Record<string, string>> = {
  ...{ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' },
};
const unmasked = (text: string): string => text.replace(/[013457@$!]/g, (sign) => WRITTEN_FOR[sign] ?? sign);

/** 朔州市平鲁区交通运输局: the places it is named after, without what they are. */
const placesIn = (authorityName: string): string[] =>
  [...authorityName.matchAll(/(\p{Script=Han}{2,}?)(?:省|市|区|县|盟|旗|自治州)/gu)].map(
    ([, place = '']) => place,
  );

const wordsOf = (owner: PasswordOwner): string[] => {
  const { username, name, authorityId, authorityName, authorityShortName } = owner;
  const known = [
    ...[name, authorityId, authorityName, authorityShortName, ...placesIn(authorityName)],
    ...username.split(/[^\p{L}\p{N}]+/u),
    ...TRADE_WORDS,
  ];
  // The whole username, however short: that rule is older than the others.
  return [username, ...known.filter(isWord)].map(plain);
};

/**
 * The word in a password that a guesser would try for this very account: username, person, authority, place, trade
 * (NIST SP 800-63B 5.1.1.2: context-specific words). Null where there is none.
 */
export const knownWordIn = (password: string, owner: PasswordOwner): string | null => {
  const written = plain(password);
  const meant = unmasked(written);
  return wordsOf(owner).find((word) => written.includes(word) || meant.includes(word)) ?? null;
};
