/** Ids of what the page shows, by which one is led there. */
export const doubtId = (index: number): string => `doubt-${index}`;
export const raisedId = (index: number): string => `raised-${index}`;
export const rowId = (place: number): string => `row-${place}`;
