/** The verifier behind a port: a worker's own, or one end of a channel where the browser allows no worker. */
import { factsOf, lookUpUnit } from './lookup.js';
import { verifyBundle } from './verify.js';
import { sayRemark } from './words.js';

const BREATHE_MS = 60;

/** How much of the whole each slow check takes, for a bar that moves evenly. */
const SLOW_SHARES = { roster: [0.02, 0.5], tickets: [0.52, 0.28], assignment: [0.82, 0.15] };

/** Fraction of the whole that is done, from the check under way. */
const wholeFraction = (checks, code, fraction) => {
  if (SLOW_SHARES[code] !== undefined) return SLOW_SHARES[code][0] + SLOW_SHARES[code][1] * fraction;
  const order = checks.map((check) => check.code);
  const passed = Object.keys(SLOW_SHARES).filter((slow) => order.indexOf(slow) < order.indexOf(code));
  return passed.reduce((_done, slow) => SLOW_SHARES[slow][0] + SLOW_SHARES[slow][1], 0);
};

/** Tells how far it is, and lets a page draw; not more often than the eye sees. */
const breathing = (post, checks) => {
  let last = 0;
  return async (code, fraction) => {
    const now = performance.now();
    if (now - last < BREATHE_MS) return;
    last = now;
    post({ kind: 'progress', code, fraction: wholeFraction(checks, code, fraction) });
    await new Promise((resolve) => setTimeout(resolve));
  };
};

const remarksOf = (checks, { result, remarks }) =>
  result.remarks.map((code) => {
    const words = checks.find((check) => check.code === code);
    return {
      code,
      zh: sayRemark(words, remarks.get(code), 'zh'),
      en: sayRemark(words, remarks.get(code), 'en'),
    };
  });

/**
 * Answers {kind: 'verify', files: [[name, File]], trusted} with progress and then {kind: 'done'}, and
 * {kind: 'look-up', asked} with {kind: 'found'}.
 */
export const serveVerifier = (port, catalogue) => {
  const post = (message) => port.postMessage(message);
  let last = null;
  port.onmessage = async ({ data }) => {
    try {
      if (data.kind === 'look-up') {
        if (last !== null) post({ kind: 'found', found: lookUpUnit(last.bundle, data.asked) });
        return;
      }
      last = null;
      const started = performance.now();
      const breathe = breathing(post, catalogue.checks);
      last = await verifyBundle(new Map(data.files), catalogue, { trusted: data.trusted, breathe });
      post({
        kind: 'done',
        result: last.result,
        names: last.bundle.names,
        remarks: remarksOf(catalogue.checks, last),
        facts: factsOf(last.bundle),
        seconds: (performance.now() - started) / 1000,
      });
    } catch (error) {
      post({ kind: 'failed', message: String(error) });
    }
  };
};
