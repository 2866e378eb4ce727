import { Grid } from 'antd';

/** The field view (现场检查), an application of its own for the phone: it is opened by a whole page, not by the console's router. */
export const FIELD_VIEW = '/field';

export const fieldVisitAddress = (taskId: string): string =>
  `${FIELD_VIEW}/visits/${encodeURIComponent(taskId)}`;

/** As narrow as where the menu is folded away: in the hand of somebody at a unit's door, not on a desk. */
export const useInHand = (): boolean => Grid.useBreakpoint().lg !== true;
