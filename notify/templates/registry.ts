import type { NoticeCode } from '../../domain/notice/catalog.ts';

/** The version that a new message pins. */
export const templateVersion = (_code: NoticeCode): number => 1;
