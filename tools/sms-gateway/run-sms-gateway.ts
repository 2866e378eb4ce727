/** The SMS gateway as a process of its own, for trying out a deployment: it shows what it got. */
import { loadConfig } from '../../runtime/environment.ts';
import { startSmsGateway } from './sms-gateway.ts';

const { apiHost, apiPort } = loadConfig();
const gateway = await startSmsGateway({ host: apiHost, port: apiPort });
console.log(`[sms] takes messages on ${gateway.smsUrl}, shows them on ${gateway.webUrl}`);
process.once('SIGTERM', () => void gateway.stop());
