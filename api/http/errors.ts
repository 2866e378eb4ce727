import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../../runtime/log.ts';
import type { ApiApp } from './api-app.ts';
import { problemOf } from './problem-of.ts';
import { PROBLEMS, type Problem, problem } from './problems.ts';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

const INTERNAL = 500;

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

/** Every refusal and every fault leaves as problem+json; faults go to the log, with the request's id. */
export const registerErrors = (app: ApiApp, baseUrl: string, log: Logger): void => {
  const answer = (request: FastifyRequest, reply: FastifyReply, said: Problem) =>
    reply
      .code(PROBLEMS[said.code].httpStatus)
      .header('cache-control', 'no-store')
      .type(PROBLEM_TYPE)
      .serializer(JSON.stringify)
      .send(problemBody(said, baseUrl, request.id));

  app.setErrorHandler((error, request, reply) => {
    const said = problemOf(error);
    if (PROBLEMS[said.code].httpStatus >= INTERNAL) {
      log.error({ err: error, requestId: request.id, route: request.routeOptions.url }, said.code);
    }
    return answer(request, reply, said);
  });
  app.setNotFoundHandler((request, reply) =>
    answer(request, reply, problem('NotFound', '没有这个地址，请检查链接是否完整。')),
  );
};
