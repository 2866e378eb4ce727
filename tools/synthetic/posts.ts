import type { Role } from '../../db/officers.ts';
import { FREIGHT, PASSENGER, REPAIR, ROADWORKS, TRAINING, type Trade } from './sections.ts';

/** A place in the bureau that somebody invented fills. */
export interface Post {
  readonly section: string;
  readonly roles: readonly Role[];
}

/**
 * Posts without inspections, so that nobody reviews what he entered, approves what he drafted, or witnesses what he
 * draws (R281): drafting, drawing and publishing are in different hands.
 */
export const POSTS: readonly Post[] = [
  { section: 'leaders', roles: ['approver'] },
  { section: 'leaders', roles: ['approver'] },
  { section: 'leaders', roles: ['supervisor'] },
  { section: 'general', roles: ['office', 'chief'] },
  { section: 'general', roles: ['drafter', 'office'] },
  { section: 'general', roles: ['drawer'] },
  { section: 'admin-office', roles: ['witness', 'chief'] },
  { section: 'admin-office', roles: ['publisher', 'witness'] },
  { section: 'admin-office', roles: ['admin'] },
  { section: 'transport', roles: ['reviewer', 'chief'] },
  { section: 'transport', roles: ['reviewer'] },
  { section: 'passenger', roles: ['reviewer', 'chief'] },
  { section: 'roads', roles: ['reviewer', 'chief'] },
  { section: 'road-admin-1', roles: ['chief'] },
  { section: 'road-admin-2', roles: ['chief'] },
];

/** How many inspectors a section has, and the trades they may be qualified in. */
export const INSPECTING: readonly { section: string; count: number; trades: readonly Trade[] }[] = [
  { section: 'transport', count: 8, trades: [FREIGHT, TRAINING, REPAIR] },
  { section: 'passenger', count: 5, trades: [PASSENGER, FREIGHT] },
  { section: 'roads', count: 6, trades: [ROADWORKS] },
  { section: 'road-admin-1', count: 4, trades: [ROADWORKS, FREIGHT] },
  { section: 'road-admin-2', count: 3, trades: [ROADWORKS, REPAIR] },
];
