import type { FastifyReply } from 'fastify';
import { Refusal } from '../../domain/failure/failures.ts';
import { PROBLEMS } from '../http/problems.ts';
import type { Html } from '../pages/html.ts';
import { casePage } from './pages/case-page.ts';
import type { UnitCase } from './unit-case.ts';
import type { UnitForm } from './unit-form.ts';

interface Sent {
  readonly reply: FastifyReply;
  readonly found: UnitCase;
  readonly form: UnitForm;
  /** Of the form on the page. */
  readonly id: string;
  show(reply: FastifyReply, found: UnitCase, body: Html): Promise<FastifyReply>;
}

/**
 * Takes a form and leads to its receipt; a refused one is shown again with the reason and all that was filled in.
 * @param take gives the receipt's address
 */
export const orShownAgain = async (
  { reply, found, show, form, id }: Sent,
  take: () => Promise<string>,
): Promise<FastifyReply> => {
  try {
    if (form.problem !== null) throw form.problem;
    return reply.redirect(await take(), 303);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    reply.code(PROBLEMS[error.code].httpStatus).header('cache-control', 'no-store');
    return show(reply, found, casePage(found, { form: id, problem: error.message, given: form }));
  }
};
