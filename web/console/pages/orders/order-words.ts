import type { OrderBoardLine, OrderCase } from '../../../../api/resources/order/order-schema.ts';
import type { Tone } from '../../boards/state-tag.tsx';

export const ORDER_STATES: Readonly<Record<OrderBoardLine['state'], readonly [name: string, tone: Tone]>> = {
  issued: ['整改中', 'work'],
  rectified: ['已改正', 'done'],
  referred: ['已移送', 'none'],
  closed: ['已了结', 'done'],
  withdrawn: ['已撤销', 'none'],
};

type Finding = OrderCase['findings'][number];

export const FINDING_STATES: Readonly<Record<Finding['state'], readonly [name: string, tone: Tone]>> = {
  open: ['未改正', 'care'],
  rectified: ['已改正', 'done'],
  waived: ['免予整改', 'none'],
  referred: ['已移送', 'none'],
  withdrawn: ['已撤销', 'none'],
};

export const MEASURES: Readonly<Record<Finding['measure'], string>> = {
  'correct-at-once': '立即改正',
  'correct-by-date': '限期改正',
  transfer: '移送',
  'case-filed': '立案查处',
  none: '无须处置',
};
