/** PostgreSQL's classes of what a value can never be: data exceptions, and a check that does not hold. */
const UNFIT_VALUE = /^(22...|23514)$/;

/** Whether an error says that no attempt can carry out such content; what the machine suffers is tried again. */
export const isUnfit = (error: unknown): error is Error => {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return error instanceof RangeError || error instanceof TypeError || UNFIT_VALUE.test(code);
};

export const UNFIT = '填写的内容不完整或格式有误，无法办理';
