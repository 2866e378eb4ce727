import type { Room } from '../use-draw.ts';
import { ReceiptSlide, SecretSlide, SummarySlide, VerifySlide, WitnessSlide } from './after-slides.tsx';
import {
  AnnouncementSlide,
  CountdownSlide,
  DrawingSlide,
  EndedSlide,
  LapsingSlide,
  PreparingSlide,
  RoundSlide,
  SigningSlide,
} from './before-slides.tsx';
import { DiceSlide } from './dice-slide.tsx';
import type { Slide } from './slide.tsx';
import { StrataSlide } from './strata-slide.tsx';
import { TicketsSlide } from './tickets-slide.tsx';
import { VISITS_PER_SLIDE, VisitsSlide } from './visits-slide.tsx';

const STRATA_PER_SLIDE = 9;
const READING_SECONDS = 12;
const COUNTDOWN_SECONDS = 20;

const pagesOf = (count: number, size: number): number[] =>
  Array.from({ length: Math.ceil(count / size) }, (_, page) => page);

const slide = (key: string, node: Slide['node'], seconds = READING_SECONDS): Slide => ({
  key,
  node,
  seconds,
});

const strataSlides = (room: Room): Slide[] => {
  const pages = pagesOf(room.strata.length, STRATA_PER_SLIDE);
  return pages.map((page) =>
    slide(
      `strata-${page}`,
      <StrataSlide
        room={room}
        strata={room.strata.slice(page * STRATA_PER_SLIDE, (page + 1) * STRATA_PER_SLIDE)}
        part={pages.length > 1 ? `${page + 1}/${pages.length}` : room.cycle}
      />,
    ),
  );
};

const visitSlides = (room: Room): Slide[] =>
  (room.drawn?.rows ?? []).flatMap(({ row, units }) => {
    const pages = pagesOf(units, VISITS_PER_SLIDE);
    return pages.map((page) =>
      slide(
        `visits-${row}-${page}`,
        <VisitsSlide
          room={room}
          row={row}
          after={page * VISITS_PER_SLIDE}
          part={`抽中 ${units} 家，第 ${page + 1}/${pages.length} 页`}
        />,
      ),
    );
  });

const resultSlides = (room: Room): Slide[] => {
  const end = [
    slide('receipt', <ReceiptSlide room={room} />),
    slide('witness', <WitnessSlide room={room} />),
    ...(room.phase === 'published' ? [slide('verify', <VerifySlide room={room} />, COUNTDOWN_SECONDS)] : []),
  ];
  if (room.secret) return [slide('secret', <SecretSlide room={room} />), ...end];
  return [
    slide('summary', <SummarySlide room={room} />, 6),
    ...room.strata
      .filter(({ quota }) => quota > 0)
      .map((stratum) => slide(`tickets-${stratum.id}`, <TicketsSlide room={room} stratum={stratum} />)),
    ...visitSlides(room),
    ...end,
  ];
};

/** The screens of the phase that the draw is in, the first one first. */
export const slidesOf = (room: Room, clockMs: number): readonly Slide[] => {
  switch (room.phase) {
    case 'preparing':
      return [slide('preparing', <PreparingSlide room={room} />)];
    case 'signing':
      return [slide('signing', <SigningSlide room={room} clockMs={clockMs} />), ...strataSlides(room)];
    case 'notice':
      return [
        slide('countdown', <CountdownSlide room={room} clockMs={clockMs} />, COUNTDOWN_SECONDS),
        slide('announcement', <AnnouncementSlide room={room} />, COUNTDOWN_SECONDS),
        ...strataSlides(room),
      ];
    case 'dice':
      return [slide('dice', <DiceSlide room={room} clockMs={clockMs} />)];
    case 'round':
      return [slide('round', <RoundSlide room={room} clockMs={clockMs} />)];
    case 'lapsing':
      return [slide('lapsing', <LapsingSlide room={room} />)];
    case 'drawing':
      return [slide('drawing', <DrawingSlide room={room} />)];
    case 'ended':
      return [slide('ended', <EndedSlide room={room} />)];
    default:
      return resultSlides(room);
  }
};
