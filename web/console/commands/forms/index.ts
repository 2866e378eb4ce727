import type { CommandName } from '../../../../domain/rights/rights.ts';
import type { CommandForm } from '../form.ts';
import * as cycle from './cycle-forms.ts';
import * as draw from './draw-forms.ts';
import * as order from './order-forms.ts';
import {
  approvePublication,
  confirmChannel,
  correctPublication,
  withdrawPublication,
} from './publication-forms.ts';
import * as result from './result-forms.ts';
import * as task from './task-forms.ts';

/** Every command has its form; the type lets none be forgotten. */
export const COMMAND_FORMS: Readonly<Record<CommandName, CommandForm>> = {
  ...task,
  ...result,
  ...order,
  ...{ approvePublication, confirmChannel, correctPublication, withdrawPublication },
  ...cycle,
  ...draw,
};
