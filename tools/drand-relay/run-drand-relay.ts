/** The relay as a process of its own, for trying out settings without a network: it has the pinned real rounds alone. */
import { loadConfig } from '../../runtime/environment.ts';
import { startDrandRelay } from './drand-relay.ts';

const { apiHost, apiPort } = loadConfig();
const relay = await startDrandRelay({ host: apiHost, port: apiPort });
console.log(`[drand] serves the pinned rounds of quicknet on ${relay.url}`);
process.once('SIGTERM', () => void relay.stop());
