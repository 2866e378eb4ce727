/** What is signed, as people call it. */
export const SIGNED_NAMES = { announcement: '抽取公告', receipt: '抽取回执' } as const;
export type SignedName = keyof typeof SIGNED_NAMES;

/** Who must sign both. */
export const SIGNING_ROLES = ['operator', 'supervisor'] as const;
