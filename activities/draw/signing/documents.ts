/** What is signed, as people call it. */
export const SIGNED_NAMES = { announcement: '抽取公告', receipt: '抽取回执', event: '其后事项' } as const;
export type SignedName = keyof typeof SIGNED_NAMES;

/** Who must sign announcement and receipt both; for events one of them is enough. */
export const SIGNING_ROLES = ['operator', 'supervisor'] as const;
