import { z } from 'zod';
import { getAuthority, loadSettings } from '../../../db/authority.ts';
import { isTaskHidden } from '../../../db/draw/secrecy.ts';
import { loadCalendar } from '../../../db/holidays.ts';
import { markOf } from '../../../db/mark.ts';
import { saveVisitRecord, visitRecordsOf } from '../../../db/visit/visit-records.ts';
import { addDays, type IsoDate, yearOf } from '../../../domain/calendar/dates.ts';
import type { WorkingCalendar } from '../../../domain/calendar/working-calendar.ts';
import { urgencyOf } from '../../../domain/deadline/urgency.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { instantNow, sessionOf, today } from '../../http/guard.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { id } from '../../http/schemas.ts';
import { daysFor, daysLeft, loadLateDays } from '../../reads/late-days.ts';
import { readFieldVisits } from '../../reads/task/field-visits.ts';
import { assertMayGive } from '../../services/rights.ts';
import { fieldVisits, storedVisitRecord, visitRecord, visitRecordBody } from './field-schema.ts';

/** A term for putting right is at most 180 days (domain/result); the phone counts no further. */
const DAYS_AHEAD = 190;

const daysAhead = (calendar: WorkingCalendar, from: IsoDate) => {
  const days = Array.from({ length: DAYS_AHEAD }, (_, index) => addDays(from, index + 1));
  return {
    workingDays: days.filter((day) => calendar.isWorkingDay(day)),
    provisionalFrom: days.find((day) => !calendar.knowsYear(yearOf(day))) ?? null,
  };
};

export const fieldRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  app.get('/api/field/visits', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getFieldVisits',
      summary: '本人的现场检查任务（供手机离线使用）',
      tags: [TAGS.task],
      response: { 200: fieldVisits },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const { officerId, name } = sessionOf(request);
      const on = today(deps);
      const calendar = await loadCalendar(db, authorityId);
      const { visits, checklist } = await readFieldVisits(db, authorityId, officerId, on);
      const late = await loadLateDays(db, authorityId, on);
      const { name: authorityName } = await getAuthority(db, authorityId);
      const { settings } = await loadSettings(db, authorityId);
      return {
        ...{ now: instantNow(deps), today: on, ...daysAhead(calendar, on), checklist },
        mark: await markOf(db, authorityId),
        officer: { id: officerId, name, authorityId, authorityName },
        resultCodes: [...settings.resultCodes],
        visits: visits.map((visit) => ({
          ...visit,
          deadline: visit.deadline && {
            ...visit.deadline,
            urgency: urgencyOf(
              daysFor(late, { ...visit.deadline, cycleId: visit.cycleId }),
              visit.deadline.dueOn,
            ),
            workingDaysLeft: daysLeft(late, { ...visit.deadline, cycleId: visit.cycleId }),
          },
        })),
      };
    },
  });

  app.post('/api/tasks/:id/visit-records', {
    config: { right: 'officer' },
    schema: {
      operationId: 'recordVisitDetails',
      summary: '提交现场检查记录（入企、亮证、双方签名）',
      tags: [TAGS.task],
      params: z.object({ id }),
      body: visitRecordBody,
      response: { 200: z.object({ id: z.string() }) },
    },
    handler: async (request) => {
      const asking = {
        authorityId: authorityOf(request),
        officerId: sessionOf(request).officerId,
        on: today(deps),
      };
      const taskId = request.params.id;
      // Whoever may record the visit itself: the team and nobody else.
      await assertMayGive(db, asking, 'recordVisit', taskId);
      const { id: recordId, content } = request.body;
      const { visit } = content.signed;
      if (visit !== undefined && visit.taskId !== taskId)
        throw new Refusal('InvalidInput', '签名对应的是另一项检查任务，请在手机上重新签名。', 'signed');
      const record = { taskId, id: recordId, content };
      await inChange(deps, request, (trx, authorityId, doing) =>
        saveVisitRecord(trx, { authorityId, ...record }, doing),
      );
      return { id: recordId };
    },
  });

  app.get('/api/tasks/:id/visit-records', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listVisitRecords',
      summary: '一项检查任务的现场检查记录',
      tags: [TAGS.task],
      params: z.object({ id }),
      response: { 200: z.object({ items: z.array(storedVisitRecord) }) },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      if (await isTaskHidden(db, authorityId, sessionOf(request).officerId, request.params.id)) {
        throw new Refusal('Forbidden', '抽取名单尚未公开，检查前只有检查组成员可以查看。');
      }
      const items = await visitRecordsOf(db, authorityId, request.params.id);
      return {
        items: items.map(({ content, ...item }) => ({ ...item, content: visitRecord.parse(content) })),
      };
    },
  });
};
