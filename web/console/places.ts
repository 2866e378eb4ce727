import type { Role } from '../../domain/rights/rights.ts';

/** A page of the console: its address below `/console`, its name, and who sees it in the menu. */
export interface Place {
  readonly path: string;
  readonly name: string;
  readonly group: '工作' | '年度' | '办理' | '基础' | '监督' | '系统';
  /** Absent: every officer. Seeing it in the menu is a courtesy; the server decides. */
  readonly roles?: readonly Role[];
  /** In a rehearsal by hand everybody's, whatever his roles. */
  readonly isRoom?: true;
}

export const PLACES: readonly Place[] = [
  { path: 'work', name: '我的工作', group: '工作' },
  { path: 'year', name: '年度计划', group: '年度' },
  { path: 'cycles', name: '周期进度', group: '年度' },
  { path: 'draws', name: '抽取', group: '年度' },
  { path: 'tasks', name: '检查任务', group: '办理' },
  { path: 'orders', name: '整改督办', group: '办理' },
  { path: 'publications', name: '公示', group: '办理' },
  { path: 'feedback', name: '公众意见', group: '办理', roles: ['office', 'supervisor'] },
  { path: 'messages', name: '消息', group: '办理' },
  { path: 'registers', name: '名录库', group: '基础' },
  { path: 'items', name: '抽查事项清单', group: '基础' },
  { path: 'statistics', name: '统计', group: '监督' },
  {
    path: 'audit',
    name: '留痕',
    group: '监督',
    roles: ['office', 'supervisor', 'witness', 'admin'],
  },
  { path: 'settings', name: '设置', group: '系统' },
  { path: 'rehearsal', name: '演练', group: '系统', roles: ['office'], isRoom: true },
];
