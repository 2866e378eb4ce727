import swagger from '@fastify/swagger';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ApiApp } from './api-app.ts';
import { PROBLEMS } from './problems.ts';

/** Groups of the document, in its order. */
export const TAGS = {
  signIn: '登录',
  people: '人员与账号',
  settings: '设置与日历',
  plan: '抽查计划',
  cycle: '周期与抽取',
  task: '检查任务',
  publication: '公示',
  order: '整改',
  message: '通知',
  register: '名录库与清单',
  audit: '留痕与告警',
  rehearsal: '演练',
  system: '系统',
} as const;

const problem = z.toJSONSchema(
  z.object({
    type: z.string().describe('错误说明的地址'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('给办理人看的说明'),
    code: z.enum(Object.keys(PROBLEMS)).describe('稳定的错误代码'),
    requestId: z.string(),
    errors: z.array(
      z.object({
        field: z.string().describe('请求中的位置，如 findings.0.dueOn'),
        label: z.string().describe('该项的中文名称'),
        problem: z.string(),
        remedy: z.string(),
      }),
    ),
  }),
);

/** How every refusal and fault of every route is answered. */
const PROBLEM = {
  description: '拒绝或错误（RFC 9457）',
  content: { 'application/problem+json': { schema: problem } },
};

/** OpenAPI 3.1 out of the route schemas; a route without a tag is not part of the interface. */
export const registerOpenApi = async (
  app: ApiApp,
  { version, cookieName }: { readonly version: string; readonly cookieName: string },
): Promise<void> => {
  await app.register(swagger, {
    hideUntagged: true,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '双随机、一公开抽查系统接口',
        version,
        description:
          '拒绝与错误一律以 application/problem+json（RFC 9457）返回，code 稳定不变，见 /api/errors。' +
          '带 Cookie 的修改请求须来自本站页面（Origin），或带请求头 X-Requested-By。',
      },
      tags: Object.values(TAGS).map((name) => ({ name })),
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: cookieName } },
      },
    },
    transform: (route) => {
      const open = route.route.config?.public === true;
      const { schema, url } = jsonSchemaTransform(route);
      const response = { ...(schema?.response as object | undefined), default: PROBLEM };
      return { url, schema: { ...schema, response, security: open ? [] : [{ session: [] }] } };
    },
  });
};
