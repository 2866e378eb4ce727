import type { BeaconChain } from '../../../domain/beacon/chain.ts';
import { isBeacon, randomnessOf } from '../../../domain/beacon/verify-beacon.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import { beaconOf } from '../../../domain/randomness/source-facts.ts';
import type { EnterBeacon } from '../../../workflows/draw/contract.ts';
import type { CommandStep } from '../../shared/command.ts';
import { requireText } from '../../shared/fields.ts';
import { assertMay } from '../../shared/people.ts';
import { isOf } from './is-of.ts';
import { openDraw } from './open-draw.ts';
import { storeProof } from './source-store.ts';

/**
 * The announced round brought in by hand, on paper or a stick, where no relay can be reached. Anybody who may may bring
 * it: it is verified like a relay's answer, so that whoever keeps the network away keeps nothing from the draw.
 */
export const carryOutEnterBeacon =
  (chain: BeaconChain | null) =>
  async (step: CommandStep<EnterBeacon>): Promise<string> => {
    const { command, subjectId } = step;
    const { facts } = await openDraw(step, subjectId, '录入信标');
    await assertMay(step, 'enterBeacon');
    const source = beaconOf(facts.announcement);
    if (source === undefined || chain === null || !isOf(chain, source)) {
      throw new Refusal('WrongState', '本次抽取的公告没有公共信标');
    }
    if (facts.fellBack) throw new Refusal('TooLate', '等候期已过，已按公告改用骰子，该轮次不再采用');
    if (facts.values.has(source.id)) throw new Refusal('WrongState', `公共信标第${source.round}轮已经取得`);
    const signature = requireText(command.signature, 'signature', '请录入信标签名').toLowerCase();
    if (!isBeacon(chain, source.round, signature)) {
      throw new Refusal(
        'InvalidInput',
        `不是公共信标第${source.round}轮的签名，请核对轮次和数字`,
        'signature',
      );
    }
    const randomness = randomnessOf(signature);
    const proof = { round: source.round, signature, randomness };
    await storeProof(step, subjectId, { sourceId: source.id, kind: 'drand', value: randomness, proof });
    await step.audit('draw.beacon-entered', ['draw', subjectId], { round: source.round, signature });
    return `公共信标第${source.round}轮已通过公钥验证并记录`;
  };
