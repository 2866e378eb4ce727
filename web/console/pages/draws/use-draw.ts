import { useQuery } from '@tanstack/react-query';
import type {
  DrawRoomFacts,
  DrawTicket,
  DrawVisit,
} from '../../../../api/resources/draw/draw-room-schema.ts';
import { read } from '../../../shared/http.ts';

/** What is published of a draw; announcement, receipt and events as they are signed. */
export interface DrawDocument {
  readonly id: string;
  readonly announcement: unknown;
  readonly receipt: unknown;
  readonly events: readonly DrawEventShown[];
  readonly timeProofs: readonly unknown[];
  readonly timeProven: boolean;
  readonly unsignedEvents: {
    readonly firstNo: number;
    readonly count: number;
    readonly since: string;
    readonly dueOn: string | null;
  } | null;
}

export interface DrawEventShown {
  readonly no: number;
  readonly at: string;
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly reason: string | null;
  readonly evidence: string | null;
  readonly hash: string;
  readonly prev: string;
  readonly signature: { readonly key_id: string; readonly value: string } | null;
}

export interface DrawLine {
  readonly id: string;
  readonly year: number;
  readonly cycleId: string;
  readonly purpose: string;
  readonly batch: number;
  readonly state: string;
  readonly waitingFor: string | null;
  readonly rehearsal: boolean;
  readonly endReason: string | null;
  readonly businessAt: string;
  readonly sealedAt: string | null;
}

/** The room's facts, and when this page got them by its own steady clock (milliseconds). */
export interface Room extends DrawRoomFacts {
  readonly receivedAtMs: number;
}

export const drawPath = (id: string): string => `/api/draws/${encodeURIComponent(id)}`;

/** Two seconds while people wait for the next step; once it is drawn nothing comes in a hurry. */
const LIVE_MS = 2_000;
const CALM_MS = 10_000;
const CALM: ReadonlySet<string> = new Set(['published', 'ended', 'preparing']);

export const useRoom = (id: string) =>
  useQuery({
    queryKey: ['draw', id, 'room'],
    queryFn: async ({ signal }): Promise<Room> => {
      const facts = await read<DrawRoomFacts>(`${drawPath(id)}/room`, {}, signal);
      return { ...facts, receivedAtMs: performance.now() };
    },
    refetchInterval: ({ state }) => (CALM.has(state.data?.phase ?? '') ? CALM_MS : LIVE_MS),
    refetchIntervalInBackground: true,
    staleTime: 0,
  });

/** @param version changes whenever the documents may have changed */
export const useDrawDocument = (id: string, version: string, enabled = true) =>
  useQuery({
    queryKey: ['draw', id, 'document', version],
    queryFn: () => read<DrawDocument>(drawPath(id)),
    enabled,
  });

export const useTickets = (id: string, stratum: string) =>
  useQuery({
    queryKey: ['draw', id, 'tickets', stratum],
    queryFn: () => read<{ tickets: DrawTicket[] }>(`${drawPath(id)}/tickets`, { stratum }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export interface VisitsAsked {
  readonly row: number;
  readonly after: number;
  readonly limit: number;
}

export const useVisits = (id: string, asked: VisitsAsked) =>
  useQuery({
    queryKey: ['draw', id, 'visits', asked],
    queryFn: () => read<{ items: DrawVisit[]; next: string | null }>(`${drawPath(id)}/visits`, { ...asked }),
    staleTime: Number.POSITIVE_INFINITY,
  });
