import type { FastifyReply, FastifyRequest } from 'fastify';
import type { InstallationMode } from '../../db/installation.ts';
import type { ApiDeps } from '../deps.ts';
import { errorPage, wantsPage } from '../pages/error-page.ts';
import { layout, type Reader, SYSTEM_NAME } from '../pages/layout.ts';
import type { ApiApp } from './api-app.ts';
import { isUnfitValue, problemOf } from './problem-of.ts';
import { PROBLEMS, type Problem, problem } from './problems.ts';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

const INTERNAL = 500;

/** Whose page has gone wrong: a unit is not led to the officers' overview, nor is a citizen. */
const readerOf = (url: string): Reader => {
  if (url.startsWith('/u/')) return 'unit';
  return url.startsWith('/public') ? 'citizen' : 'officer';
};

/** RFC 9457, with our stable `code`, the fields at fault and the id under which the log knows the request. */
const problemBody = ({ code, detail, errors }: Problem, baseUrl: string, requestId: string) => ({
  type: `${baseUrl}/api/errors#${code}`,
  title: PROBLEMS[code].title,
  status: PROBLEMS[code].httpStatus,
  detail,
  code,
  requestId,
  errors,
});

/**
 * Every refusal and every fault leaves as problem+json, to a browser as a page; faults go to the log, with the
 * request's id.
 * @param modeOf whether pages bear the mark 演练; null: not known
 */
export const registerErrors = (
  app: ApiApp,
  { log, config }: Pick<ApiDeps, 'log' | 'config'>,
  modeOf: () => Promise<InstallationMode | null>,
): void => {
  const pageOf = async (request: FastifyRequest, said: Problem): Promise<string> =>
    layout({
      title: PROBLEMS[said.code].title,
      owner: SYSTEM_NAME,
      rehearsal: (await modeOf()) === 'rehearsal',
      // Found out after most of what can go wrong.
      personName: request.session?.name ?? null,
      canSignIn: false,
      reader: readerOf(request.url),
      body: errorPage(said, request.id, readerOf(request.url)),
    });
  const answer = async (request: FastifyRequest, reply: FastifyReply, said: Problem) => {
    reply.code(PROBLEMS[said.code].httpStatus).header('cache-control', 'no-store');
    return wantsPage(request)
      ? reply
          .type('text/html; charset=utf-8')
          .serializer(String)
          .send(await pageOf(request, said))
      : reply
          .type(PROBLEM_TYPE)
          .serializer(JSON.stringify)
          .send(problemBody(said, config.publicBaseUrl, request.id));
  };

  app.setErrorHandler((error, request, reply) => {
    const said = problemOf(error);
    if (PROBLEMS[said.code].httpStatus >= INTERNAL) {
      log.error({ err: error, requestId: request.id, route: request.routeOptions.url }, said.code);
    }
    // A schema of ours that lets it through should be narrower. The value itself may be a person's: the log has the place.
    if (error instanceof Error && isUnfitValue(error))
      log.warn({ requestId: request.id, route: request.routeOptions.url }, 'a value that no column can hold');
    return answer(request, reply, said);
  });
  app.setNotFoundHandler((request, reply) =>
    answer(request, reply, problem('NotFound', '没有这个地址，请检查链接是否完整。')),
  );
};
