import type { z } from 'zod';
import type { COMMAND_BODIES } from '../../../api/resources/commands/command-bodies.ts';
import type { CommandName } from '../../../domain/rights/rights.ts';

/** What a command's route takes. */
export type Body<N extends CommandName> = z.output<(typeof COMMAND_BODIES)[N]>;
