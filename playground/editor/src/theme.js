// How the editor looks. Every colour and font is a CSS custom property of the page, so the page decides
// light and dark; if it sets none, the browser picks by the element's `color-scheme`.
//
//   --editor-font --editor-size --editor-leading    type
//   --editor-small                                  that of code in pop-ups
//   --editor-comment                                font style of comments
//   --editor-text --editor-faint --editor-ground    text, line numbers and comments, background
//   --editor-line                                   hairlines of pop-ups
//   --editor-pop                                    background of pop-ups
//   --editor-selection --editor-cursor-line         tints
//   --editor-error --editor-step --editor-step-line mistakes; arrow and tint of the current step
//   --editor-keyword --editor-word --editor-call --editor-string --editor-number

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colour = (name, light, dark) => `var(--editor-${name}, light-dark(${light}, ${dark}))`;

const text = colour("text", "#1d2329", "#dde2e8");
const faint = colour("faint", "#66707a", "#8b96a1");
const ground = colour("ground", "#ffffff", "#14181d");
const line = colour("line", "#d4d9de", "#343b43");
const pop = colour("pop", "#ffffff", "#1c2229");
const selection = colour("selection", "#cfe3f3", "#244a66");
const cursorLine = colour("cursor-line", "#0000000a", "#ffffff0a");
const error = colour("error", "#b83a00", "#ff8a50");
const step = colour("step", "#0067a3", "#6cbdf0");
const stepLine = colour("step-line", "#dcecf8", "#17354a");

const look = EditorView.theme({
  "&": { height: "100%", color: text, backgroundColor: ground },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--editor-font, ui-monospace, monospace)",
    fontSize: "var(--editor-size, 13px)",
    lineHeight: "var(--editor-leading, 20px)",
    overflow: "auto",
  },
  ".cm-content": { padding: "8px 0", caretColor: text },
  ".cm-line": { padding: "0 8px 0 4px" },
  ".cm-content ::selection, .cm-content::selection": { backgroundColor: selection },
  ".cm-gutters": { border: "none", color: faint, backgroundColor: "transparent" },
  ".cm-gutter.cm-lineNumbers .cm-gutterElement": { padding: "0 4px 0 0", minWidth: "1.8em" },
  ".cm-signs": { width: "1.1em", textAlign: "center" },
  ".cm-signs .cm-gutterElement": { fontSize: "0.77em", cursor: "default" },
  ".cm-stepSign": { color: step },
  ".cm-signs .cm-errorSign": { color: error, fontSize: "1.2em", fontWeight: "bold" },
  "&.cm-focused .cm-activeLine": { backgroundColor: cursorLine },
  ".cm-activeLine": { backgroundColor: "transparent" },
  ".cm-line.cm-stepLine, &.cm-focused .cm-line.cm-stepLine": {
    backgroundColor: stepLine,
    boxShadow: `inset 2px 0 ${step}`,
  },
  ".cm-error": {
    textDecoration: `underline wavy ${error}`,
    textDecorationSkipInk: "none",
    textUnderlineOffset: "3px",
  },
  "&.cm-focused .cm-matchingBracket, .cm-matchingBracket": {
    backgroundColor: "transparent",
    outline: `1px solid ${faint}`,
  },
  "&.cm-focused .cm-nonmatchingBracket, .cm-nonmatchingBracket": {
    backgroundColor: "transparent",
    outline: `1px dashed ${error}`,
  },
  ".cm-snippetField": { backgroundColor: cursorLine, outline: `1px dotted ${faint}` },
  ".cm-tooltip": { border: `1px solid ${line}`, borderRadius: "4px", color: text, backgroundColor: pop },
  ".cm-tip": { padding: "6px 8px", maxWidth: "min(26em, 90vw)", fontSize: "var(--editor-size, 13px)", lineHeight: "1.45" },
  ".cm-tip code": { fontFamily: "var(--editor-font, ui-monospace, monospace)", fontSize: "var(--editor-small, 12px)", color: faint },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--editor-font, ui-monospace, monospace)",
    fontSize: "var(--editor-small, 12px)",
    lineHeight: "1.5",
    maxWidth: "min(35em, 90vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "1px 6px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { color: text, backgroundColor: selection },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "bold" },
  ".cm-completionDetail": { fontStyle: "normal", marginLeft: "0", color: faint },
  ".cm-tooltip.cm-completionInfo": { padding: "0" },
  // Below 16 px, browsers on phones zoom the page when the editor gets the focus.
  "@media (pointer: coarse)": { ".cm-scroller": { fontSize: "max(16px, var(--editor-size, 13px))" } },
});

const highlighting = HighlightStyle.define([
  { tag: [tags.lineComment, tags.blockComment], color: faint, fontStyle: "var(--editor-comment, italic)" },
  { tag: tags.keyword, color: colour("keyword", "#8a3b73", "#e29cc8") },
  { tag: tags.standard(tags.variableName), color: colour("word", "#0063a0", "#6cbdf0"), fontWeight: "600" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: colour("call", "#005f73", "#7cd4d9") },
  { tag: [tags.string, tags.character], color: colour("string", "#00694a", "#63cfa8") },
  { tag: [tags.number, tags.atom], color: colour("number", "#8a5200", "#efb760") },
  { tag: tags.special(tags.string), color: faint },
  { tag: [tags.heading, tags.strong], fontWeight: "600" },
  { tag: tags.emphasis, fontStyle: "var(--editor-comment, italic)" },
  { tag: tags.link, color: colour("word", "#0063a0", "#6cbdf0") },
]);

export const theme = [look, syntaxHighlighting(highlighting)];
