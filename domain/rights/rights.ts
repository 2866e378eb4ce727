/** Roles of officers (R281). */
export const ROLES = {
  drafter: '起草人',
  approver: '审批人',
  drawer: '抽取人',
  witness: '监督人',
  inspector: '执法检查人员',
  reviewer: '审核人',
  publisher: '公示人',
  office: '领导小组办公室',
  supervisor: '分管领导',
  chief: '科室负责人',
  admin: '系统管理员',
} as const;

export type Role = keyof typeof ROLES;

/** Who may give a command: one of the roles, or a member of the task's own team (谁检查、谁录入, R216). */
export interface CommandRight {
  readonly roles: readonly Role[];
  readonly team?: true;
  /** The inspected unit itself, through its link. */
  readonly unit?: true;
}

/** The right that each command needs. A command without an entry here is given by nobody. */
export const COMMAND_RIGHTS = {
  recordVisit: { roles: [], team: true },
  enterResult: { roles: [], team: true },
  correctResult: { roles: [], team: true },
  reviewResult: { roles: ['reviewer'] },
  extendDeadline: { roles: ['approver'] },
  replaceUnit: { roles: ['approver'] },
  recuseInspector: { roles: ['approver'] },
  reassignInspector: { roles: ['approver', 'office'] },
  cancelTask: { roles: ['approver'] },
  transferFindings: { roles: ['approver'] },
  approvePublication: { roles: ['supervisor', 'approver'] },
  confirmChannel: { roles: ['publisher'] },
  correctPublication: { roles: ['reviewer'] },
  withdrawPublication: { roles: ['approver'] },
  reportRectified: { roles: [], team: true, unit: true },
  requestExtension: { roles: [], team: true, unit: true },
  decideExtension: { roles: ['approver'] },
  reinspect: { roles: [], team: true },
  waiveFindings: { roles: ['approver'] },
  referFindings: { roles: ['approver'] },
  pauseCycle: { roles: ['approver'] },
  resumeCycle: { roles: ['approver'] },
  cancelCycle: { roles: ['approver'] },
  makeUnannounced: { roles: ['approver'] },
  revokeUnannounced: { roles: ['approver'] },
  enlargeDraw: { roles: ['drawer', 'office'] },
  decideEnlargement: { roles: ['approver'] },
  signDraw: { roles: ['drawer', 'supervisor', 'witness'] },
  signOffDraw: { roles: ['witness'] },
  objectToDraw: { roles: ['witness'] },
  enterDice: { roles: ['drawer', 'office'] },
  enterBeacon: { roles: ['drawer', 'office', 'witness', 'supervisor'] },
  voidDraw: { roles: ['supervisor'] },
} as const satisfies Record<string, CommandRight>;

export type CommandName = keyof typeof COMMAND_RIGHTS;

/** What each command is about. */
export const COMMAND_SUBJECTS = {
  recordVisit: 'task',
  enterResult: 'task',
  correctResult: 'task',
  reviewResult: 'task',
  extendDeadline: 'task',
  replaceUnit: 'task',
  recuseInspector: 'task',
  reassignInspector: 'task',
  cancelTask: 'task',
  transferFindings: 'task',
  approvePublication: 'publication',
  confirmChannel: 'publication',
  correctPublication: 'publication',
  withdrawPublication: 'publication',
  reportRectified: 'order',
  requestExtension: 'order',
  decideExtension: 'order',
  reinspect: 'order',
  waiveFindings: 'order',
  referFindings: 'order',
  pauseCycle: 'cycle',
  resumeCycle: 'cycle',
  cancelCycle: 'cycle',
  makeUnannounced: 'cycle',
  revokeUnannounced: 'cycle',
  enlargeDraw: 'cycle',
  decideEnlargement: 'cycle',
  signDraw: 'draw',
  signOffDraw: 'draw',
  objectToDraw: 'draw',
  enterDice: 'draw',
  enterBeacon: 'draw',
  voidDraw: 'draw',
} as const satisfies Record<CommandName, 'cycle' | 'draw' | 'task' | 'publication' | 'order'>;
