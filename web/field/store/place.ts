import type { Place } from './types.ts';

const WAIT_MS = 10_000;
const FRESH_MS = 60_000;

/** Where the phone is; null where it may not say or does not know. Nothing waits for it longer than a few seconds. */
export const whereWeAre = (): Promise<Place | null> =>
  new Promise((settle) => {
    if (!('geolocation' in navigator)) return settle(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        settle({ latitude: coords.latitude, longitude: coords.longitude, accuracy: coords.accuracy }),
      () => settle(null),
      { enableHighAccuracy: true, timeout: WAIT_MS, maximumAge: FRESH_MS },
    );
  });

/** 39.33120, 112.43210（±12 米） */
export const placeText = (place: Place | null): string => {
  if (place === null) return '位置未知';
  const about = place.accuracy === null ? '' : `（±${Math.round(place.accuracy)} 米）`;
  return `${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}${about}`;
};
