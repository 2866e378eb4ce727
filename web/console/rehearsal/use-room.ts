import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { RoomState, RoomStep } from '../../../api/resources/rehearsal/rehearsal-schema.ts';
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

/** When time stands again, whatever a page shows is of an earlier day. */
export const useFreshPages = (room: RoomState | undefined): void => {
  const queries = useQueryClient();
  const moving = room !== undefined && room.movingTo !== null;
  const wasMoving = useRef(false);
  useEffect(() => {
    if (wasMoving.current && !moving) void queries.invalidateQueries();
    wasMoving.current = moving;
  }, [moving, queries]);
};

/** Moves time, or lets everybody else do what is due. */
export const useMove = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (step: RoomStep | 'others') =>
      step === 'others'
        ? send<RoomState>('POST', '/api/rehearsal/actors')
        : send<RoomState>('POST', '/api/rehearsal/time', step),
    onSuccess: async (state) => {
      queries.setQueryData(KEY, state);
      if (state.movingTo === null) await queries.invalidateQueries();
    },
  });
};
