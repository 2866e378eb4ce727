import fc from 'fast-check';
import { MISSING_PART, type ReceiptState, verdictOf } from '../../../notify/receipts/verdict.ts';

const receipt = fc.record<ReceiptState>({
  reference: fc.constantFrom('a', 'b', 'c'),
  state: fc.constantFrom('delivered', 'failed', 'accepted'),
});

describe('the verdict of receipts', () => {
  it('does not depend on the order or the number of repetitions', () => {
    fc.assert(
      fc.property(fc.array(receipt, { minLength: 1 }), fc.integer({ min: 0, max: 3 }), (receipts, parts) => {
        const references = ['a', 'b', 'c'].slice(0, parts);
        const verdict = verdictOf(references, receipts);
        expect(verdictOf(references, [...receipts].reverse())).toBe(verdict);
        expect(verdictOf(references, [...receipts, ...receipts])).toBe(verdict);
      }),
    );
  });

  it('calls a message of several parts delivered when all of them are, failed when one is not', () => {
    const delivered = (reference: string): ReceiptState => ({ reference, state: 'delivered' });
    expect(verdictOf(['a', 'b'], [delivered('a')])).toBe('accepted');
    expect(verdictOf(['a', 'b'], [delivered('b'), delivered('a')])).toBe('delivered');
    expect(verdictOf(['a', 'b'], [delivered('a'), { reference: 'b', state: 'failed' }])).toBe('failed');
  });

  it('lets a delivery stand against a failure of the same part, whichever came first', () => {
    const both: ReceiptState[] = [
      { reference: 'a', state: 'failed' },
      { reference: 'a', state: 'delivered' },
    ];
    expect(verdictOf(['a'], both)).toBe('delivered');
    expect(verdictOf(['a'], [...both].reverse())).toBe('delivered');
  });

  it('leaves a message open of which only a part was handed over', () => {
    expect(verdictOf(['a', MISSING_PART], [{ reference: 'a', state: 'delivered' }])).toBeNull();
    expect(verdictOf(['a', MISSING_PART], [{ reference: 'a', state: 'failed' }])).toBeNull();
    expect(verdictOf([], [])).toBeNull();
  });
});
