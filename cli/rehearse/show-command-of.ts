/** How a kept rehearsal is looked at. */
export const showCommandOf = (rehearsalId: string): string => `npm run cli -- rehearsal show ${rehearsalId}`;
