import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { type LaneHmac, laneHmac } from '../../../domain/draw/lane-hmac.ts';
import { BLOCK_BYTES, LANES } from '../../../domain/draw/lane-module.ts';
import { SHORT_BYTES } from '../../../domain/draw/short-hmac.ts';

const lanesOf = (key: Uint8Array): LaneHmac => {
  const lanes = laneHmac(key);
  if (lanes === null) throw new Error('Node has WebAssembly with 128-bit words');
  return lanes;
};

/** The eight words that node:crypto gives. */
const wordsByNode = (key: Uint8Array, message: Uint8Array): number[] => {
  const digest = createHmac('sha256', key).update(message).digest();
  return Array.from({ length: 8 }, (_, index) => digest.readUInt32BE(4 * index));
};
const wordsOf = (lanes: LaneHmac, lane: number): number[] =>
  Array.from({ length: 8 }, (_, index) => lanes.word(lane, index));

const messages = fc.array(fc.uint8Array({ maxLength: SHORT_BYTES }), { minLength: 1, maxLength: LANES });

describe('HMAC-SHA256 in lanes', () => {
  it('is that of node:crypto, in every lane, whatever stood there before', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: BLOCK_BYTES }),
        fc.array(messages, { minLength: 1 }),
        (key, turns) => {
          const lanes = lanesOf(key);
          for (const turn of turns) {
            for (const [lane, message] of turn.entries()) {
              lanes.blocks.set(message, lane * BLOCK_BYTES);
              lanes.end(lane, message.length);
            }
            lanes.run();
            expect(turn.map((_, lane) => wordsOf(lanes, lane))).toEqual(
              turn.map((message) => wordsByNode(key, message)),
            );
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes every length that fits one block, and no longer one', () => {
    const key = new Uint8Array(32).fill(7);
    const lanes = lanesOf(key);
    for (let length = 0; length <= SHORT_BYTES; length += 1) {
      const message = new Uint8Array(length).fill(0xa5);
      lanes.blocks.set(message, BLOCK_BYTES);
      lanes.end(1, length);
      lanes.run();
      expect(wordsOf(lanes, 1)).toEqual(wordsByNode(key, message));
    }
    expect(() => lanes.end(0, SHORT_BYTES + 1)).toThrow(RangeError);
  });

  it('keeps two keys apart', () => {
    const keys = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const both = keys.map(lanesOf);
    for (const lanes of both) lanes.end(0, 0);
    for (const lanes of both) lanes.run();
    expect(both.map((lanes) => wordsOf(lanes, 0))).toEqual(
      keys.map((key) => wordsByNode(key, new Uint8Array(0))),
    );
  });
});
