// Where a quote stands in a row of text pieces (the runs of a PDF page, the blocks of a Document).
//
// Only letters and digits are compared, after NFKC and without case: what breaks lines, hyphenates, sets ligatures or
// spaces Chinese apart does not matter. Where the whole quote is not found, the span from the first to the last stretch
// of it that is found counts, so long as it is neither much longer nor much shorter than the quote.

export interface Place {
  piece: number;
  start: number; // in UTF-16 units of the piece, end exclusive
  end: number;
}

interface Folded {
  text: string;
  piece: Int32Array;
  offset: Int32Array;
}

const kept = /[\p{L}\p{N}]/u;

function fold(pieces: readonly string[]): Folded {
  let text = "";
  const piece: number[] = [];
  const offset: number[] = [];
  pieces.forEach((one, p) => {
    for (let at = 0; at < one.length; ) {
      const character = String.fromCodePoint(one.codePointAt(at) as number);
      for (const letter of character.normalize("NFKC").toLowerCase()) {
        if (!kept.test(letter)) continue;
        for (let unit = 0; unit < letter.length; ++unit) {
          piece.push(p);
          offset.push(at);
        }
        text += letter;
      }
      at += character.length;
    }
  });
  return { text, piece: Int32Array.from(piece), offset: Int32Array.from(offset) };
}

const stretch = 14;

// Start and end in the folded text, or null.
function span(text: string, quote: string): [number, number] | null {
  const whole = text.indexOf(quote);
  if (whole >= 0) return [whole, whole + quote.length];
  if (quote.length < 2 * stretch) return null;
  const [least, most] = [quote.length / 2, quote.length * 1.6 + 40];
  for (let from = 0; from + stretch <= quote.length / 2; from += stretch) {
    const first = text.indexOf(quote.slice(from, from + stretch));
    if (first < 0) continue;
    for (let to = quote.length; to - stretch > from; to -= stretch) {
      const last = text.indexOf(quote.slice(to - stretch, to), first);
      const length = last + stretch - first;
      if (last >= 0 && length >= least && length <= most) return [first, last + stretch];
    }
  }
  return null;
}

// One place a piece that the quote reaches into, in order; empty where it is not found.
export function findQuote(pieces: readonly string[], quote: string): Place[] {
  const wanted = fold([quote]).text;
  if (!wanted) return [];
  const { text, piece, offset } = fold(pieces);
  const found = span(text, wanted);
  if (!found) return [];
  const places: Place[] = [];
  for (let at = found[0]; at < found[1]; ++at) {
    const p = piece[at] as number;
    const start = offset[at] as number;
    const end = start + String.fromCodePoint((pieces[p] as string).codePointAt(start) as number).length;
    const last = places.at(-1);
    if (last?.piece === p) last.end = Math.max(last.end, end);
    else places.push({ piece: p, start, end });
  }
  return places;
}
