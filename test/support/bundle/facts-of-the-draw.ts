/** Names and instants of every draw made for tests. */
export const AUTHORITY = 'pinglu';
export const DRAW_NO = '2023-007';
export const DRAW_ID = `${AUTHORITY}/${DRAW_NO}`;
export const ANNOUNCED_AT = '2023-09-14T01:00:00.000000Z';
export const COUNTERSIGNED_AT = '2023-09-14T02:00:00.000000Z';
export const THROWN_AT = '2023-09-15T10:30:00.000000Z';
export const SEALED_AT = '2023-09-15T11:05:00.000000Z';
