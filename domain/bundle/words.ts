/** The words of `data/draw/checks.json`: what was checked, what is wrong, what nobody can prove from a bundle alone. */

export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** One check of the catalogue, in the order in which they are made. */
export interface CheckWords extends Words {
  readonly code: string;
  /** The check is made where the bundle holds this file; absent: always. The first check says which files it must hold. */
  readonly needs?: string;
  readonly wrong_zh: string;
  readonly wrong_en: string;
  /** What exactly is wrong, put in place of `{case}`. */
  readonly cases?: Readonly<Record<string, Words>>;
  readonly remark_zh?: string;
  readonly remark_en?: string;
  /** The remark takes the place of `zh` and `en`: with it they would promise too much. */
  readonly remark_instead?: boolean;
}

export type Values = Readonly<Record<string, string | number>>;

/** The first thing that is wrong. */
export interface Wrong {
  readonly code: string;
  readonly case: string | null;
  readonly values: Values;
}

export interface Remark {
  readonly code: string;
  readonly values: Values;
}

const ROLES: Readonly<Record<string, Words>> = {
  operator: { zh: '抽取人', en: 'drawer' },
  supervisor: { zh: '监督人', en: 'supervisor' },
  witness: { zh: '见证人', en: 'witness' },
  superior: { zh: '上级机关', en: 'superior body' },
};

const fill = (template: string, language: keyof Words, values: Values): string =>
  template.replaceAll(/\{([a-z0-9_]+)\}/g, (_all, name: string) => {
    const value = values[name];
    return (name === 'role' ? ROLES[String(value)]?.[language] : undefined) ?? String(value ?? '?');
  });

/** @throws Error when the catalogue does not know the code */
const wordsOf = (catalogue: readonly CheckWords[], code: string): CheckWords => {
  const words = catalogue.find((check) => check.code === code);
  if (words === undefined) throw new Error(`the catalogue of checks does not know ${code}`);
  return words;
};

export const sayWrong = (catalogue: readonly CheckWords[], wrong: Wrong): Words => {
  const words = wordsOf(catalogue, wrong.code);
  const exactly = wrong.case === null ? undefined : words.cases?.[wrong.case];
  if (wrong.case !== null && exactly === undefined)
    throw new Error(`the catalogue of checks does not know the case ${wrong.code}/${wrong.case}`);
  const say = (template: string, language: keyof Words): string =>
    fill(
      template.replace('{case}', () => exactly?.[language] ?? ''),
      language,
      wrong.values,
    );
  return { zh: say(words.wrong_zh, 'zh'), en: say(words.wrong_en, 'en') };
};

export const sayRemark = (catalogue: readonly CheckWords[], { code, values }: Remark): Words => {
  const { remark_zh = '', remark_en = '' } = wordsOf(catalogue, code);
  return { zh: fill(remark_zh, 'zh', values), en: fill(remark_en, 'en', values) };
};
