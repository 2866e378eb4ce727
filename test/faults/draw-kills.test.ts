import { type CeremonyHouse, startCeremonyHouse } from './support/ceremony-house.ts';
import { killingIn } from './support/kill-in-step.ts';
import { liveDrawOf } from './support/live-draw.ts';
import { auditOf, expectOneResult, expectToldOnce, ONE_LIFE, rowsOf } from './support/one-result.ts';
import { until } from './support/patience.ts';

const MINUTE_MS = 60_000;
/** The draw asks five seconds after the round; a relay that hangs is waited for six. */
const ASKED_AFTER_MS = 6_000;
/** A killed step is tried again when its time or its heartbeat is over, minutes later for those that work long. */
const LIMIT_MS = 1_500_000;
/** Of three presses at once, one is the second of the same person. */
const TWO_OF_THREE = { done: 2, refused: [expect.stringContaining('不')] };

let house: CeremonyHouse;
beforeAll(async () => {
  house = await startCeremonyHouse('ceremony');
}, 240_000);
afterAll(() => house?.stop(), 60_000);

it(
  'ends a live draw with one result though its worker is killed in the middle of each of its states',
  async () => {
    const secrecy = { rows: 'all', revealWorkingDays: 10 } as const;
    const draw = liveDrawOf(house, await house.addBureau('killed', { draw: { secrecy } }));
    const kill = killingIn(house);

    const roster = await kill.hold('draw_roster');
    const opening = draw.open();
    await kill.inStep('numbered, being announced', roster);
    await opening;
    await draw.untilState('drafted');

    const signatures = await kill.hold('draw_signature');
    const signing = draw.sign('announcement');
    await kill.inStep('drafted, being signed', signatures);
    expect(await signing).toEqual(TWO_OF_THREE);
    await draw.untilState('waiting');

    await draw.gather();
    const entries = await kill.hold('draw_dice_entry');
    const typing = draw.throwDice();
    await kill.inStep('waiting, dice being typed', entries);
    expect(await typing).toEqual(TWO_OF_THREE);

    const { roundMs } = await draw.hours();
    const asked = house.relay.asked.length;
    house.relay.fail('hangs');
    house.setBeacon({ atMs: roundMs + MINUTE_MS });
    await draw.skipTo(roundMs + ASKED_AFTER_MS);
    await until('a relay is asked', async () => house.relay.asked.length > asked);
    kill.now('waiting, a relay being asked');
    const proof = await kill.hold('draw_source_proof');
    const tickets = await kill.hold('draw_entry');
    house.relay.fail(null);
    await kill.inStep('waiting, the round being stored', proof);
    await kill.inStep('locked, being drawn', tickets);
    await draw.untilState('sealed');
    const sealed = await draw.now();

    const receipts = await kill.hold('draw_signature');
    const receipting = draw.sign('receipt');
    await kill.inStep('sealed, the receipt being signed', receipts);
    const notices = await kill.hold('message');
    expect(await receipting).toEqual(TWO_OF_THREE);
    await kill.inStep('sealed, being published', notices);
    await draw.untilState('published');

    const words = await kill.hold('draw_witness');
    const witnessing = draw.witness();
    await kill.inStep('published, being witnessed', words);
    expect(await witnessing).toMatchObject({ done: 1, refused: [expect.any(String)] });

    const events = await kill.hold('draw_event');
    const revealing = draw.untilRevealed();
    await kill.inStep('published, the one-time code being revealed', events);
    await revealing;
    await draw.untilOver();
    expect(kill.killed).toHaveLength(10);

    await expectOneResult(draw, sealed);
    expect(await auditOf(draw)).toEqual([...ONE_LIFE, 'draw.otc-revealed'].sort());
    expect(await rowsOf(draw)).toEqual({
      ...{ draw_signature: 4, draw_dice_entry: 2, draw_source_proof: 2 },
      ...{ draw_receipt: 1, draw_witness: 1, draw_event: 2 },
    });
    await expectToldOnce(house);
  },
  LIMIT_MS,
);
