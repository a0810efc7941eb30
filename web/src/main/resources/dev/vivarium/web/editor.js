// The editor for scripts: CodeMirror with what Python needs.
import { basicSetup } from 'codemirror';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { StreamLanguage, HighlightStyle, syntaxHighlighting, indentUnit } from '@codemirror/language';
import { indentWithTab } from '@codemirror/commands';
import { tags } from '@lezer/highlight';
import { python } from '@codemirror/legacy-modes/mode/python';

// Colours that can be read on light and on dark.
const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'light-dark(#7a2ea0, #d6a4f2)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'light-dark(#1f6f43, #8fd6a9)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'light-dark(#a3480f, #f2b27e)' },
  { tag: tags.comment, color: 'light-dark(#5f6b64, #9aa79f)', fontStyle: 'italic' },
  { tag: [tags.definition(tags.variableName), tags.standard(tags.variableName)], color: 'light-dark(#0b5a9d, #8cc4ff)' },
]);

/** Puts an editor into `parent`; `run` is called for Ctrl-Enter. */
export function openEditor(parent, text, nonce, run) {
  const keys = Prec.highest(keymap.of([
    { key: 'Mod-Enter', run: () => { run(); return true; } },
  ]));
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        keys,
        basicSetup,
        keymap.of([indentWithTab]),
        indentUnit.of('    '),
        StreamLanguage.define(python),
        syntaxHighlighting(colours),
        EditorView.cspNonce.of(nonce),
        EditorView.contentAttributes.of({ 'aria-label': 'Python source' }),
      ],
    }),
  });
}
