export const DRAW_WORKFLOW = 'draw';
/** @param drawId `<year>-<nnn>`, the gap-free draw number, unique within its authority */
export const drawWorkflowId = (authorityId: string, drawId: string): string =>
  `draw/${authorityId}/${drawId}`;

export interface DrawInput {
  readonly authorityId: string;
  readonly drawId: string;
}
