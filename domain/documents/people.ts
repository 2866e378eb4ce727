/** Who took part in a draw (参加人员), with keys and times of their electronic signatures. */
import { KEY_ROLES, type KeyRole } from '../keys/key-log.ts';
import type { DrawSignature } from '../keys/receipt.ts';
import type { Block, SigningPlace } from './document.ts';
import type { DrawPapers } from './draw-papers.ts';
import { minuteOf, personOf } from './wording.ts';

/** The office from the key log and, where the paper names people, the name. */
const holderOf = ({ keys, names }: DrawPapers, keyId: string): readonly string[] => {
  const office = keys.findLast(({ key_id }) => key_id === keyId)?.holder ?? '';
  return [office, names.signers.get(keyId) ?? ''].filter((part) => part !== '');
};

interface Signed {
  readonly role: KeyRole;
  readonly keyId: string;
  readonly announcement: string | null;
  readonly receipt: string | null;
}

const signedAt = (signatures: readonly DrawSignature[], role: string): string | null =>
  signatures.find((signature) => signature.role === role)?.signed_at ?? null;

const signersOf = ({ announcement, announcementSignatures, receiptSignatures }: DrawPapers): Signed[] => {
  const { signers } = announcement;
  if (signers === null) return [];
  const witness = receiptSignatures.find(({ role }) => role === 'witness')?.key_id;
  const keys = [
    ['operator', signers.operator],
    ['supervisor', signers.supervisor],
    ...(witness === undefined ? [] : ([['witness', witness]] as const)),
  ] as const;
  return keys.map(([role, keyId]) => ({
    role,
    keyId,
    announcement: role === 'witness' ? null : signedAt(announcementSignatures, role),
    receipt: signedAt(receiptSignatures, role),
  }));
};

const witnessWord = ({ events, announcement }: DrawPapers): string => {
  const word = events.findLast(({ kind }) => kind === 'witness-signed' || kind === 'witness-objected');
  if (word === undefined) return announcement.witness_required ? '尚未表明意见' : '本次抽取未要求见证';
  return word.kind === 'witness-signed'
    ? `已于${minuteOf(word.at)}确认`
    : `已于${minuteOf(word.at)}提出异议：${word.reason ?? ''}`;
};

const diceRows = (papers: DrawPapers): (readonly string[])[] =>
  papers.sources.flatMap(({ proof }) =>
    'digits' in proof
      ? [
          ['骰子读数人', personOf(papers, proof.read_by), '—', `${minuteOf(proof.typed_at)}前读数`],
          [
            '骰子录入人',
            proof.typed_by.map((code) => personOf(papers, code)).join('\n'),
            '—',
            `${minuteOf(proof.typed_at)}录入`,
          ],
        ]
      : [],
  );

const time = (label: string, at: string | null): string =>
  `${label}：${at === null ? '尚未签名' : minuteOf(at)}`;

const COLUMNS = [
  { head: '身份', share: 14, align: 'center' },
  { head: '职务、姓名', share: 24 },
  { head: '签名密钥编号', share: 24 },
  { head: '签名或参加情况', share: 38 },
] as const;

/** Who answers for an announcement. */
export const signersTable = (papers: DrawPapers): Block => ({
  kind: 'table',
  columns: COLUMNS,
  rows: signersOf(papers)
    .filter(({ role }) => role !== 'witness')
    .map(({ role, keyId, announcement }) => [
      KEY_ROLES[role],
      holderOf(papers, keyId).join('\n'),
      keyId,
      time('公告', announcement),
    ]),
});

/** Drawer, supervisor, witness and those who threw the dice. */
export const peopleTable = (papers: DrawPapers): Block => {
  const rows = signersOf(papers).map(({ role, keyId, announcement, receipt }) => [
    KEY_ROLES[role],
    holderOf(papers, keyId).join('\n'),
    keyId,
    role === 'witness'
      ? `${witnessWord(papers)}\n${time('回执', receipt)}`
      : [time('公告', announcement), ...(papers.receipt === null ? [] : [time('回执', receipt)])].join('\n'),
  ]);
  const hasWitness = rows.some(([role]) => role === KEY_ROLES.witness);
  return {
    kind: 'table',
    columns: COLUMNS,
    rows: [
      ...rows,
      ...(hasWitness ? [] : [[KEY_ROLES.witness, papers.names.witness ?? '—', '—', witnessWord(papers)]]),
      ...diceRows(papers),
    ],
  };
};

/** Places for pen and seal: the paper is filed with them. */
export const signingPlaces = (papers: DrawPapers): readonly SigningPlace[] => {
  const signers = signersOf(papers);
  const linesOf = (role: KeyRole): string[] => {
    const signer = signers.find((each) => each.role === role);
    if (signer === undefined && role === 'witness')
      return papers.names.witness === null ? [] : [papers.names.witness];
    return signer === undefined ? [] : [...holderOf(papers, signer.keyId), `密钥 ${signer.keyId}`];
  };
  return [
    { label: '抽取人（签字）', lines: linesOf('operator') },
    { label: '监督人（签字）', lines: linesOf('supervisor') },
    { label: '见证人（签字）', lines: linesOf('witness') },
    { label: '实施主体（盖章）', lines: [papers.announcement.bureau] },
  ];
};
