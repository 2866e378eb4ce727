/** Sentences of the catalogue with their placeholders filled. */

const ROLES = {
  operator: { zh: '抽取人', en: 'drawer' },
  supervisor: { zh: '监督人', en: 'supervisor' },
  witness: { zh: '见证人', en: 'witness' },
  superior: { zh: '上级机关', en: 'superior body' },
};

export const fillIn = (template, language, values) =>
  template.replace(/\{([a-z0-9_]+)\}/g, (_all, name) => {
    const value = values[name] === undefined ? '?' : String(values[name]);
    return name === 'role' && ROLES[value] ? ROLES[value][language] : value;
  });

/** @param words entry of the catalogue */
export const sayWrong = (words, { reason, values }, language) => {
  const exactly = reason === null ? '' : words.cases[reason][language];
  return fillIn(
    words[`wrong_${language}`].replace('{case}', () => exactly),
    language,
    values,
  );
};

export const sayRemark = (words, values, language) => fillIn(words[`remark_${language}`], language, values);
