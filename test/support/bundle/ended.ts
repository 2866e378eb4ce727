/** Bundles of draws that ended without a result (作废、未抽取). */
import type { DrawEnd } from '../../../domain/bundle/documents.ts';
import { bundleInMemory, type WrittenEnd } from '../../../domain/bundle/write-bundle.ts';
import { DICE_NORMALISATION } from '../../../domain/draw/announced-sources.ts';
import { announcementHash } from '../../../domain/draw/announcement.ts';
import type { AnnouncementPlan } from '../../../domain/draw/build-announcement.ts';
import { profileOf, SHA256_PROFILE } from '../../../domain/draw/profile.ts';
import type { nextDrawEvent } from '../../../domain/keys/draw-event.ts';
import { type BundleChoices, type MadeBundle, makeBundle } from '../bundle.ts';
import type { Files } from '../tamper.ts';
import { DRAW_ID, DRAW_NO } from './facts-of-the-draw.ts';
import { keyLogOf } from './keys.ts';
import { addEvent } from './signing.ts';

type NewEvent = Parameters<typeof nextDrawEvent>[2];

export interface EndChoices {
  /** Of the draw that might have been. */
  readonly made?: BundleChoices;
  readonly state?: DrawEnd['state'];
  readonly at?: string;
  /** On what ground a draw is void; absent: nobody signed it. */
  readonly by?: string;
  readonly reason?: string;
  /** Whose key signs the event. @default supervisor */
  readonly orderedBy?: 'operator' | 'supervisor';
  /** Ids of the sources that came. */
  readonly came?: readonly string[];
  /** Who signed the announcement. */
  readonly signed?: readonly string[];
  readonly unannounced?: boolean;
  readonly change?: (documents: WrittenEnd) => WrittenEnd;
}

const REASON = '随机数来源“drand”在公告的期限内没有产生结果，按公告作废';
/** The wait of every made announcement. */
export const WAIT_IS_OVER = '2023-09-20T11:00:00.000000Z';

export const endEvent = ({
  state = 'void',
  at = WAIT_IS_OVER,
  by,
  reason = REASON,
}: EndChoices): NewEvent => ({
  at,
  kind: state,
  data: by === undefined ? {} : { by },
  reason,
  evidence: null,
  approver: null,
});

const announcedPart = ({ documents }: MadeBundle, { came = [], signed }: EndChoices): Partial<WrittenEnd> => {
  const { 'inspectors.json': people } = documents;
  return {
    'announcement.json': documents['announcement.json'],
    'announcement-signatures.json': documents['announcement-signatures.json'].filter(
      ({ role }) => signed === undefined || signed.includes(role),
    ),
    'time-proofs.json': documents['time-proofs.json'],
    'exclusions.json': documents['exclusions.json'],
    ...(people === undefined ? {} : { 'inspectors.json': people }),
    'sources.json': documents['sources.json'].filter(({ id }) => came.includes(id)),
  };
};

/** A bundle of a draw without a result: the same choices, the same bytes. */
export const makeEnd = (choices: EndChoices = {}): Files => {
  const made = makeBundle({ units: 40, events: false, ...choices.made });
  const announcement = made.documents['announcement.json'];
  const event = endEvent(choices);
  const profile = choices.unannounced === true ? SHA256_PROFILE : profileOf(announcement.alg);
  const documents: WrittenEnd = {
    'end.json': {
      schema: 'dr-1-end',
      bureau: announcement.bureau,
      cycle: announcement.cycle,
      draw_id: DRAW_ID,
      draw_no: DRAW_NO,
      rehearsal: announcement.rehearsal,
      state: choices.state ?? 'void',
      ended_at: event.at,
      reason: event.reason ?? '',
      event: 1,
      announcement_hash: choices.unannounced === true ? 'none' : announcementHash(announcement),
    },
    'events.json': addEvent(made.seed, [], event, profile, choices.orderedBy ?? 'supervisor'),
    'keys.json': keyLogOf(made.seed),
    ...(choices.unannounced === true ? {} : announcedPart(made, choices)),
  };
  const written = choices.change?.(documents) ?? documents;
  return bundleInMemory(written, choices.unannounced === true ? null : made.roster);
};

const DICE_FALLBACK: Pick<AnnouncementPlan, 'fallback'> = {
  fallback: {
    wait_until: WAIT_IS_OVER,
    // biome-ignore lint/suspicious/noThenProperty: the announcement's word
    then: 'dice',
    lack_of_people: 'void',
    text: '等待至9月20日仍未取得的，改用骰子',
    source: {
      id: 'dice-fallback',
      kind: 'dice',
      faces: 10,
      least: 39,
      normalisation: DICE_NORMALISATION,
      when: WAIT_IS_OVER,
      where: '局二楼会议室',
    },
  },
};

/** Ends that may be, by what they are. */
export const ENDS = {
  'the beacon stayed silent': { by: 'announced', came: ['dice'] },
  'neither dice nor beacon came': { by: 'announced' },
  'the dice did not come, whatever the fallback says': { by: 'announced', made: { announce: DICE_FALLBACK } },
  'a leader’s order in time': {
    by: 'order',
    at: '2023-09-15T09:59:59.000000Z',
    reason: '名单有误（平交办〔2023〕8号）',
  },
  'an order while the fallback’s dice are waited for': {
    by: 'order',
    at: '2023-09-20T12:00:00.000000Z',
    came: ['dice'],
    made: { announce: DICE_FALLBACK },
  },
  'an order before any dice were typed': {
    by: 'order',
    at: '2023-09-18T01:00:00.000000Z',
    made: { randomness: 'dice' },
  },
  'nobody signed': {
    signed: ['operator'],
    at: '2023-09-14T10:30:00.000000Z',
    made: { countersigned: false },
    reason: '公告未在规定时间内签名（缺监督人）',
  },
  'announced, and its cycle cancelled': {
    state: 'not-drawn',
    at: '2023-09-14T03:00:00.000000Z',
    reason: '周期已取消：机构改革',
  },
  'drafted and not drawn': { state: 'not-drawn', signed: [], reason: '已过最迟抽取日期2023-09-20' },
  'never announced': {
    state: 'not-drawn',
    unannounced: true,
    reason: '已过最迟抽取日期：尚未配置公共随机源',
  },
  'a rehearsal, never announced': {
    state: 'not-drawn',
    unannounced: true,
    made: { randomness: 'rehearsal' },
  },
  'a rehearsal': { by: 'announced', made: { randomness: 'rehearsal', withoutInspectors: true } },
  'SM3, the beacon silent': { by: 'announced', made: { alg: 'hkdf-sm3-min-v1', randomness: 'beacon' } },
} as const satisfies Readonly<Record<string, EndChoices>>;
