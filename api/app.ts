import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import { type FastifyBaseLogger, fastify, LogController } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { ApiDeps } from './deps.ts';
import { registerAccessLog } from './http/access-log.ts';
import type { ApiApp } from './http/api-app.ts';
import { registerErrors } from './http/errors.ts';
import { registerGuard } from './http/guard.ts';
import { registerMultipart } from './http/multipart.ts';
import { registerOpenApi } from './http/openapi.ts';
import { refuseOverload } from './http/overload.ts';
import { registerRefusalAudit } from './http/refusal-audit.ts';
import { nameRoomCookie } from './http/room-cookie.ts';
import { requireDeclaredRights } from './http/route-rights.ts';
import { registerSecurityHeaders } from './http/security-headers.ts';
import { sessionCookieName } from './http/session-cookie.ts';
import { refuseUnknownQueries } from './http/strict-queries.ts';
import { validatorCompiler } from './http/validation.ts';
import { portalRoutes } from './portal/portal-routes.ts';
import { attachmentRoutes } from './resources/attachments.ts';
import { auditRoutes } from './resources/audit.ts';
import { bulkActionRoutes } from './resources/bulk-actions.ts';
import { campaignRoutes } from './resources/campaigns.ts';
import { commandRoutes } from './resources/commands.ts';
import { contactRoutes } from './resources/contacts.ts';
import { cycleRoutes } from './resources/cycles.ts';
import { deliveryRoutes } from './resources/delivery.ts';
import { deputyRoutes } from './resources/deputies.ts';
import { drawPaperRoutes } from './resources/draw-papers.ts';
import { drawRoomRoutes } from './resources/draw-room.ts';
import { drawRoutes } from './resources/draws.ts';
import { exemptionRoutes } from './resources/exemptions.ts';
import { officeFeedbackRoutes } from './resources/feedback.ts';
import { fieldRoutes } from './resources/field.ts';
import { holidayRoutes } from './resources/holidays.ts';
import { inspectorRoutes } from './resources/inspectors.ts';
import { itemListRoutes } from './resources/item-list.ts';
import { lateMatterRoutes } from './resources/late-matters.ts';
import { messagePageRoutes } from './resources/message-pages.ts';
import { messageRoutes } from './resources/messages.ts';
import { myWorkRoutes } from './resources/my-work.ts';
import { noticeTextRoutes } from './resources/notice-texts.ts';
import { noticeRoutes } from './resources/notices.ts';
import { orderBoardRoutes } from './resources/order-board.ts';
import { orderRoutes } from './resources/orders.ts';
import { otherInspectionRoutes } from './resources/other-inspections.ts';
import { ownSecondFactorRoutes } from './resources/own-second-factor.ts';
import { ownSessionRoutes } from './resources/own-sessions.ts';
import { pageRoutes } from './resources/pages.ts';
import { peopleRoutes } from './resources/people.ts';
import { planDecisionRoutes } from './resources/plan-decisions.ts';
import { planImportRoutes } from './resources/plan-imports.ts';
import { planTableRoutes } from './resources/plan-table.ts';
import { planYearRoutes } from './resources/plan-year.ts';
import { planRoutes } from './resources/plans.ts';
import { providerPageRoutes } from './resources/provider-pages.ts';
import { publicationBoardRoutes } from './resources/publication-board.ts';
import { publicationRoutes } from './resources/publications.ts';
import { registerFileRoutes } from './resources/register-files.ts';
import { registerImportRoutes } from './resources/register-imports.ts';
import { registerRoutes } from './resources/registers.ts';
import { rehearsalRoutes } from './resources/rehearsal.ts';
import { rehearsalsRoutes } from './resources/rehearsals.ts';
import { savedFilterRoutes } from './resources/saved-filters.ts';
import { securitySettingsRoutes } from './resources/security-settings.ts';
import { settingsRoutes } from './resources/settings.ts';
import { settingsProposalRoutes } from './resources/settings-proposals.ts';
import { signInRoutes } from './resources/sign-in.ts';
import { signInPageRoutes } from './resources/sign-in-pages.ts';
import { statisticsRoutes } from './resources/statistics.ts';
import { statisticsTableRoutes } from './resources/statistics-tables.ts';
import { systemRoutes } from './resources/system.ts';
import { taskRoutes } from './resources/tasks.ts';
import { unitEntryRoutes } from './resources/unit-entries.ts';
import { unitLinkOfficeRoutes } from './resources/unit-links.ts';
import { modeReader } from './services/mode.ts';
import { unitRoutes } from './unit/unit-routes.ts';
import { webRoutes } from './web/web-routes.ts';

/** Far above any form of ours, far below what would hurt. */
const BODY_LIMIT_BYTES = 1_048_576;

const ROUTES: readonly ((app: ApiApp, deps: ApiDeps) => void)[] = [
  signInRoutes,
  ownSessionRoutes,
  ownSecondFactorRoutes,
  deputyRoutes,
  peopleRoutes,
  securitySettingsRoutes,
  settingsRoutes,
  settingsProposalRoutes,
  holidayRoutes,
  planRoutes,
  planDecisionRoutes,
  planImportRoutes,
  planYearRoutes,
  planTableRoutes,
  cycleRoutes,
  drawRoutes,
  drawPaperRoutes,
  drawRoomRoutes,
  myWorkRoutes,
  savedFilterRoutes,
  taskRoutes,
  bulkActionRoutes,
  attachmentRoutes,
  fieldRoutes,
  lateMatterRoutes,
  publicationRoutes,
  publicationBoardRoutes,
  officeFeedbackRoutes,
  orderRoutes,
  orderBoardRoutes,
  commandRoutes,
  messageRoutes,
  campaignRoutes,
  noticeRoutes,
  noticeTextRoutes,
  deliveryRoutes,
  registerRoutes,
  unitEntryRoutes,
  inspectorRoutes,
  itemListRoutes,
  registerFileRoutes,
  registerImportRoutes,
  contactRoutes,
  exemptionRoutes,
  auditRoutes,
  statisticsRoutes,
  statisticsTableRoutes,
  otherInspectionRoutes,
  systemRoutes,
  pageRoutes,
  signInPageRoutes,
  providerPageRoutes,
  portalRoutes,
  unitRoutes,
  unitLinkOfficeRoutes,
  messagePageRoutes,
  rehearsalsRoutes,
];

/** The whole application, listening to nothing: a server listens, tests inject. */
export const buildApp = async (deps: ApiDeps): Promise<ApiApp> => {
  const { config, log } = deps;
  const app: ApiApp = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: config.trustedProxies ?? false,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  requireDeclaredRights(app);
  refuseUnknownQueries(app);
  registerErrors(app, deps, modeReader(deps.db));
  registerAccessLog(app, log, deps.metrics);
  registerRefusalAudit(app, deps);
  registerSecurityHeaders(app, config.publicBaseUrl.startsWith('https:'));
  if (deps.refusesOverload === true) await refuseOverload(app);
  await app.register(cookie);
  if (deps.rehearsal !== undefined) nameRoomCookie(app, deps.rehearsal.id, config.publicBaseUrl);
  await app.register(rateLimit, { global: false });
  await registerMultipart(app);
  registerGuard(app, deps);
  await registerOpenApi(app, { version: '1', cookieName: sessionCookieName(config.publicBaseUrl) });
  for (const routes of ROUTES) routes(app, deps);
  if (deps.rehearsal !== undefined) rehearsalRoutes(app, { ...deps, rehearsal: deps.rehearsal });
  await webRoutes(app, deps);
  await app.ready();
  return app;
};
