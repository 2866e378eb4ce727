import { dateAt, type IsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { ChannelProof, ConfirmChannel } from '../../workflows/publication/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { meetDeadline } from '../shared/deadlines.ts';
import { endTask } from '../shared/end-task.ts';
import { requireDate, requireOneOf, requireText } from '../shared/fields.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, unitRecipient } from '../shared/people.ts';
import { requireApproval } from './approve-publication.ts';
import {
  channelNames,
  lockPublication,
  type PublicationFacts,
  publicationDeadline,
} from './publication-facts.ts';

const SHA256_HEX = /^[0-9a-f]{64}$/;

const NEEDS_PROOF = '请提供公示凭证：回执编号、网页地址或截图';

const requireProof = (proof: ChannelProof | undefined): ChannelProof => {
  const kind = requireOneOf(proof?.kind, ['receipt', 'address', 'picture'], 'proof', NEEDS_PROOF);
  const reference = requireText(proof?.reference, 'proof', NEEDS_PROOF);
  const sha256 = proof?.sha256;
  if (kind === 'address' && !/^https?:\/\//.test(reference)) {
    throw new Refusal('InvalidInput', '公示网址应以 http:// 或 https:// 开头', 'proof.reference');
  }
  if (kind !== 'picture') return { kind, reference };
  if (sha256 === undefined || !SHA256_HEX.test(sha256)) {
    throw new Refusal('InvalidInput', '截图须附其 SHA-256 校验值', 'proof.sha256');
  }
  return { kind, reference, sha256 };
};

const requirePublishedOn = (
  step: CommandStep<ConfirmChannel>,
  { publication }: PublicationFacts,
): IsoDate => {
  const publishedOn = requireDate(step.command.publishedOn, 'publishedOn', '请填写公示日期（年-月-日）');
  if (publishedOn > step.today) throw new Refusal('InvalidInput', '公示日期晚于今天', 'publishedOn');
  if (publishedOn < dateAt(publication.startedAt)) {
    throw new Refusal('InvalidInput', '公示日期早于结果审核日期', 'publishedOn');
  }
  return publishedOn;
};

/** The last day on which a channel showed it: the publication is complete when every channel is. */
const publishedThrough = (facts: PublicationFacts, now: IsoDate): IsoDate =>
  [
    ...facts.channels.flatMap(({ proof }) => (proof as { publishedOn?: string } | null)?.publishedOn ?? []),
    now,
  ]
    .sort()
    .at(-1) ?? now;

/** One outside channel is confirmed by a receipt or a person's proof; with the last one the result is published (R269). */
export const carryOutConfirmChannel = async (step: CommandStep<ConfirmChannel>): Promise<string> => {
  const { trx, authorityId, command } = step;
  const facts = await lockPublication(step, step.subjectId);
  const { publication, channels, task, unitName } = facts;
  await assertMay(step, 'confirmChannel');
  if (publication.state !== 'due') throw new Refusal('AlreadyEnded', '该次公示已完成或已被新的版本取代');
  const channel = channels.find((each) => each.channel === command.channel);
  if (channel === undefined) throw new Refusal('InvalidInput', '没有这个公示渠道', 'channel');
  if (channel.state === 'confirmed') throw new Refusal('WrongState', '该渠道已确认公示');
  await requireApproval(step, publication);
  const proof = requireProof(command.proof);
  const publishedOn = requirePublishedOn(step, facts);
  await trx
    .updateTable('publicationChannel')
    .set({
      state: 'confirmed',
      proof: JSON.stringify({ ...proof, publishedOn }),
      confirmedBy: command.actorId,
      confirmedAt: step.at,
    })
    .where('authorityId', '=', authorityId)
    .where('publicationId', '=', publication.id)
    .where('revision', '=', publication.revision)
    .where('channel', '=', command.channel)
    .execute();
  await step.audit('publication.channel-confirmed', ['publication', publication.id], {
    revision: publication.revision,
    channel: command.channel,
    publishedOn,
    proof,
  });
  const open = channels.filter((each) => each.state === 'due' && each.channel !== command.channel);
  if (open.length > 0) return `已确认；还有 ${open.length} 个渠道待公示`;
  const confirmedOn = publishedThrough(facts, publishedOn);
  await trx
    .updateTable('publication')
    .set({ state: 'confirmed', confirmedOn })
    .where('authorityId', '=', authorityId)
    .where('id', '=', publication.id)
    .where('revision', '=', publication.revision)
    .execute();
  await meetDeadline(step, publicationDeadline(facts), confirmedOn);
  if (task.endedAt === null) await endTask(step, task, { kind: 'published', reason: null });
  if (publication.kind === 'result') {
    await tell(step, {
      subject: ['publication', publication.id],
      code: 'publication.confirmed',
      params: {
        unitName,
        channelNames: channelNames(step, channels),
        officePhone: step.settings.officePhone,
      },
      to: [await unitRecipient(step, task.unitId)],
    });
  }
  await step.audit('publication.confirmed', ['publication', publication.id], {
    revision: publication.revision,
    confirmedOn,
  });
  return '各渠道均已公示';
};
