/** A provider as the choice sees it. */
export interface ProviderState {
  readonly id: string;
  /** Share of the channel's messages, 0 to 100; only the proportion counts. */
  readonly weight: number;
  /** A person stopped it. */
  readonly isPaused: boolean;
  /** It refuses connections and is left alone until it may be probed (熔断). */
  readonly isOpen: boolean;
}

/**
 * The provider that carries a message's next attempt: by weight among those that may be used. The same message, attempt
 * and weights give the same choice; another attempt may come out elsewhere. Providers of weight 0 stand by and are
 * used when no other can be.
 * @returns null where none may be used
 */
export const chooseProvider = <P extends ProviderState>(
  providers: readonly P[],
  messageId: string,
  attempt: number,
): P | null => {
  const usable = providers.filter(({ isPaused, isOpen }) => !isPaused && !isOpen);
  const weighty = usable.filter(({ weight }) => weight > 0);
  const candidates = weighty.length > 0 ? weighty : usable;
  const weights = candidates.map(({ weight }) => Math.max(1, weight));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let point = fraction(`${messageId}:${attempt}`) * total;
  for (const [index, candidate] of candidates.entries()) {
    point -= weights[index] ?? 0;
    if (point < 0) return candidate;
  }
  return candidates.at(-1) ?? null;
};

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const WORD = 2 ** 32;

/** Where a text falls in [0, 1): FNV-1a, then mixed as MurmurHash3 ends, for FNV alone leaves the high bits lumpy. */
const fraction = (text: string): number => {
  let hash = FNV_OFFSET;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / WORD;
};
