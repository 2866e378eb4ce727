import type { DiceSource } from '../../../domain/draw/announced-sources.ts';
import type { Announcement } from '../../../domain/draw/announcement.ts';
import {
  diceWindow,
  nextSourceStep,
  roundMs,
  type SourceFacts,
} from '../../../domain/randomness/source-facts.ts';

/**
 * Where a draw stands, as the people in its hall see it.
 *
 * - `preparing`: nothing is announced, `waitingFor` says why
 * - `signing`: drafted, operator and supervisor are to sign the announcement
 * - `notice`: announced; its next source is not due yet
 * - `dice`: the dice are to be thrown and typed now
 * - `round`: the announced round's instant has come, its value has not
 * - `lapsing`: the dice did not come in time; the draw ends as announced
 * - `drawing`: all values are there, the result is being computed
 * - `sealed`: drawn; the receipt is to be signed
 * - `published`: signed by both; the witness speaks, then it is over
 * - `ended`: void, or not drawn
 */
export const DRAW_PHASES = [
  ...(['preparing', 'signing', 'notice', 'dice', 'round', 'lapsing'] as const),
  ...(['drawing', 'sealed', 'published', 'ended'] as const),
] as const;
export type DrawPhase = (typeof DRAW_PHASES)[number];

export interface PhaseOfDraw {
  readonly phase: DrawPhase;
  /** When it passes of itself, milliseconds since 1970; null where it waits for people or ends nothing. */
  readonly untilMs: number | null;
  /** The source that is waited for. */
  readonly sourceId: string | null;
}

export interface DrawStanding {
  readonly state: string;
  /** When the announcement was signed by both; null before. */
  readonly lockedAt: string | null;
  readonly signBefore: string | null;
  readonly announcement: Announcement | null;
  readonly values: ReadonlyMap<string, string>;
  readonly fellBack: boolean;
  readonly nowMs: number;
}

const STATES: Readonly<Record<string, DrawPhase>> = {
  drawn: 'sealed',
  assigned: 'sealed',
  sealed: 'sealed',
  published: 'published',
  void: 'ended',
  'not-drawn': 'ended',
};

const still = (phase: DrawPhase): PhaseOfDraw => ({ phase, untilMs: null, sourceId: null });

const ofDice = (facts: SourceFacts, source: DiceSource): PhaseOfDraw => {
  const { fromMs, untilMs } = diceWindow(facts, source);
  return facts.atMs < fromMs
    ? { phase: 'notice', untilMs: fromMs, sourceId: source.id }
    : { phase: 'dice', untilMs, sourceId: source.id };
};

const ofSources = (facts: SourceFacts): PhaseOfDraw => {
  const next = nextSourceStep(facts);
  switch (next.kind) {
    case 'await-dice':
      return ofDice(facts, next.source);
    case 'await-round':
      return { phase: 'notice', untilMs: roundMs(next.source), sourceId: next.source.id };
    case 'ask-beacon': {
      const untilMs = Date.parse(facts.announcement.fallback.wait_until);
      return { phase: 'round', untilMs, sourceId: next.source.id };
    }
    case 'await-void':
      return { phase: 'lapsing', untilMs: next.wakeAtMs, sourceId: null };
    case 'void':
      return still('lapsing');
    case 'complete':
      return still('drawing');
  }
};

/** The phase by the facts and the server's business time alone. */
export const phaseOfDraw = (draw: DrawStanding): PhaseOfDraw => {
  const settled = STATES[draw.state];
  if (settled !== undefined) return still(settled);
  const { announcement } = draw;
  if (announcement === null) return still('preparing');
  if (draw.lockedAt === null) {
    const untilMs = draw.signBefore === null ? null : Date.parse(draw.signBefore);
    return { phase: 'signing', untilMs, sourceId: null };
  }
  // A rehearsal's value comes in the step that asks for it.
  if (announcement.sources.some(({ kind }) => kind === 'rehearsal')) return still('drawing');
  return ofSources({ announcement, values: draw.values, fellBack: draw.fellBack, atMs: draw.nowMs });
};
