import type { BeaconChain } from '../../../domain/beacon/chain.ts';
import type { DrandSource } from '../../../domain/draw/announced-sources.ts';

/** Whether an announced source is a round of this very chain, in all its facts. */
export const isOf = (chain: BeaconChain, source: DrandSource): boolean =>
  source.chain_hash === chain.hash &&
  source.public_key === chain.publicKey &&
  source.scheme === chain.scheme &&
  source.genesis === chain.genesisSeconds &&
  source.period === chain.periodSeconds;
