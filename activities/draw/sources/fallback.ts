import type { AnnouncedFallback, DiceSource } from '../../../domain/draw/announced-sources.ts';

type Common = Omit<AnnouncedFallback, 'then' | 'source'>;

export const voidFallback = (common: Common): AnnouncedFallback => ({
  ...common,
  // biome-ignore lint/suspicious/noThenProperty: the announcement's own word, a text and never a function
  then: 'void',
});

export const diceFallback = (common: Common, source: DiceSource): AnnouncedFallback => ({
  ...common,
  source,
  // biome-ignore lint/suspicious/noThenProperty: the announcement's own word, a text and never a function
  then: 'dice',
});
