import mammoth from 'mammoth';
import type { SourceLine } from '../../domain/plan/import/source.ts';
import { UnreadablePlan } from '../../domain/plan/import/source.ts';
import { htmlLines } from './html-lines.ts';

/** Paragraphs and table rows of a Word document, in order; merged cells stand in every row they cover. */
export const readDocx = async (bytes: Buffer): Promise<SourceLine[]> => {
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: bytes },
      { ignoreEmptyParagraphs: true, convertImage: mammoth.images.imgElement(async () => ({ src: '' })) },
    );
    return htmlLines(value).map((cells, index) => ({ line: index + 1, cells }));
  } catch {
    throw new UnreadablePlan(
      '不是有效的 .docx 文件，可能已损坏或并非由 Word、WPS 保存，请重新另存为 .docx。',
    );
  }
};
