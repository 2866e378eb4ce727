/** Breaks Chinese text into lines: between any two characters, but not before 。 or after 《 (避头尾), nor within words. */

/** Width of a character in points. */
export type Measure = (character: string) => number;

const NEVER_FIRST = new Set('，。、；：？！”’）》〉】〕…—·,.;:?!)]}%');
const NEVER_LAST = new Set('“‘（《〈【〔([{№');
const WORD = /[!-~\u00c0-\u024f]/;

/** What stays together on a line. */
const piecesOf = (text: string): string[] => {
  const pieces: string[] = [];
  let before = '';
  for (const character of text) {
    const isTogether =
      before !== '' &&
      (NEVER_FIRST.has(character) || NEVER_LAST.has(before) || (WORD.test(character) && WORD.test(before)));
    const last = pieces.at(-1);
    if (isTogether && last !== undefined) pieces[pieces.length - 1] = last + character;
    else pieces.push(character);
    before = character;
  }
  return pieces;
};

const widthOf = (text: string, measure: Measure): number => {
  let width = 0;
  for (const character of text) width += measure(character);
  return width;
};

/** @param indent points that the first line begins further in */
export const breakLines = (text: string, width: number, measure: Measure, indent = 0): string[] => {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    let room = width - indent;
    const put = (piece: string, pieceWidth: number): void => {
      if (pieceWidth > room && line !== '') {
        lines.push(line.trimEnd());
        line = '';
        room = width;
      }
      line += line === '' && piece === ' ' ? '' : piece;
      room -= pieceWidth;
    };
    for (const piece of piecesOf(paragraph)) {
      const pieceWidth = widthOf(piece, measure);
      // A hash longer than the line is broken anywhere.
      if (pieceWidth > width) for (const character of piece) put(character, measure(character));
      else put(piece, pieceWidth);
    }
    lines.push(line);
  }
  return lines;
};
