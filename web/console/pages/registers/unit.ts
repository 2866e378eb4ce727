import type { z } from 'zod';
import type { unit } from '../../../../api/resources/registers/register-schema.ts';

export type Unit = z.infer<typeof unit>;
