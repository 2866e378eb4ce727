/**
 * Every way in which a command or a request is refused: its HTTP status and what to tell the person.
 * A code is stable: screens, tests and other systems may rely on it.
 */
export const FAILURES = {
  Unauthenticated: { httpStatus: 401, title: '请先登录' },
  Forbidden: { httpStatus: 403, title: '您没有办理此事项的权限' },
  NotFound: { httpStatus: 404, title: '未找到' },
  InvalidInput: { httpStatus: 422, title: '填写的内容有误' },
  WrongState: { httpStatus: 409, title: '当前环节不能办理此事项' },
  AlreadyEnded: { httpStatus: 409, title: '该事项已办结' },
  Paused: { httpStatus: 409, title: '本周期已暂停' },
  DeadlinePassed: { httpStatus: 409, title: '期限已过，不能延期' },
  TooLate: { httpStatus: 409, title: '已过办理期限' },
  BadSignature: { httpStatus: 422, title: '签名无效' },
  SamePerson: { httpStatus: 409, title: '录入与审核、起草与审批不能为同一人' },
  CommandIdReused: { httpStatus: 409, title: '操作编号已被另一项内容占用' },
  NoSubstitute: { httpStatus: 409, title: '本层没有可以递补的对象或人员' },
  NotReady: { httpStatus: 409, title: '条件不具备' },
  AssumedPlan: { httpStatus: 409, title: '计划含有假设答复，不能用于正式运行' },
  LockedOut: { httpStatus: 429, title: '登录失败次数过多，请稍后再试' },
  EngineUnavailable: { httpStatus: 503, title: '流程引擎暂时不可用，请稍后重试' },
} as const satisfies Record<string, { httpStatus: number; title: string }>;

export type FailureCode = keyof typeof FAILURES;

/** A refusal with its reason in Chinese; never retried, never a fault of the machine. */
export class Refusal extends Error {
  readonly code: FailureCode;
  readonly field: string | null;

  constructor(code: FailureCode, detail: string, field: string | null = null) {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
    this.field = field;
  }
}

export const isFailureCode = (text: string | null | undefined): text is FailureCode =>
  typeof text === 'string' && Object.hasOwn(FAILURES, text);
