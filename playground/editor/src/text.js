// Positions and changes in texts: pure functions on strings and CodeMirror documents.

const HIGH = /[\uD800-\uDBFF]/;

// The smallest change that turns `before` into `after`: what is unchanged at both ends keeps its cursor, its marks and
// its undo history. Never splits a surrogate pair. `null` if the texts are equal.
export function change(before, after) {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  if (start > 0 && HIGH.test(before[start - 1])) start -= 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  if (end > 0 && HIGH.test(before[before.length - end - 1] ?? "")) end -= 1;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

// The range to mark for a mistake at a 1-based line and column: the word there, else one character; the last one of
// a line if the column lies beyond it; the whole line if the column is 0. Columns count characters, not UTF-16
// units. A line that does not exist is replaced by the nearest one.
export function range(doc, line, column) {
  const { from, text } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const end = text.trimEnd().length;
  const blank = text.length - text.trimStart().length;
  if (end === 0) return { from, to: from };
  if (column <= 0) return { from: from + blank, to: from + end };

  let at = 0;
  for (const char of text) {
    if (column <= 1) break;
    at += char.length;
    column -= 1;
  }
  if (at >= end) {
    const last = /(?:\w+|.)$/su.exec(text.slice(0, end))[0];
    return { from: from + end - last.length, to: from + end };
  }
  const there = /^(?:\w+|.)/su.exec(text.slice(at))[0];
  return { from: from + at, to: from + at + there.length };
}
