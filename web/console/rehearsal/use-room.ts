import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { RoomState, RoomStep } from '../../../api/resources/rehearsal/rehearsal-schema.ts';
import { dayOfInstant } from '../../shared/china-time.ts';
import { read, send } from '../../shared/http.ts';

const KEY = ['rehearsal', 'room'];
const MOVING_MS = 700;
const STANDING_MS = 20_000;

/** Where the rehearsed time stands; asked again soon while it moves. */
export const useRoom = () =>
  useQuery({
    queryKey: KEY,
    queryFn: () => read<RoomState>('/api/rehearsal'),
    refetchInterval: ({ state }) => (state.data?.movingTo == null ? STANDING_MS : MOVING_MS),
  });

/** When time stands again, or stands on another day, whatever a page shows is of an earlier one. */
export const useFreshPages = (room: RoomState | undefined): void => {
  const queries = useQueryClient();
  const moving = room !== undefined && room.movingTo !== null;
  const day = room === undefined ? null : dayOfInstant(room.now);
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (day === null) return;
    if (moving) {
      shown.current = '';
      return;
    }
    if (shown.current !== null && shown.current !== day) void queries.invalidateQueries();
    shown.current = day;
  }, [moving, day, queries]);
};

/** Moves time, or lets everybody else do what is due. */
export const useMove = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (step: RoomStep | 'others') =>
      step === 'others'
        ? send<RoomState>('POST', '/api/rehearsal/actors')
        : send<RoomState>('POST', '/api/rehearsal/time', step),
    // An answer on its way is of before the move: it would say that time stands, and nobody would ask again for long.
    onMutate: () => queries.cancelQueries({ queryKey: KEY }),
    onSuccess: async (state) => {
      queries.setQueryData(KEY, state);
      if (state.movingTo === null) await queries.invalidateQueries();
    },
  });
};
