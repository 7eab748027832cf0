// The editor of texts: CodeMirror with what briefgen knows of a text - its faults, what it prints, its facts.
import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { defineLanguageFacet, HighlightStyle, Language, syntaxHighlighting } from "@codemirror/language";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, StateEffect, StateField, Transaction } from "@codemirror/state";
import { Decoration, EditorView, drawSelection, keymap, lineNumbers, WidgetType } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { GFM, parser } from "@lezer/markdown";

// The language alone: what @codemirror/lang-markdown adds, HTML with its scripts, no brief has.
const markdown = new Language(defineLanguageFacet(), parser.configure(GFM), [], "markdown");

class Printed extends WidgetType {
  constructor(text) {
    super();
    this.text = text;
  }
  eq(other) {
    return other.text === this.text;
  }
  toDOM() {
    const element = document.createElement("span");
    element.className = "cm-printed";
    element.textContent = this.text;
    element.setAttribute("aria-label", `prints ${this.text}`);
    element.setAttribute("role", "note");
    return element;
  }
}

const setPrinted = StateEffect.define();
const printedField = StateField.define({
  create: () => Decoration.none,
  update(decorations, transaction) {
    let found = decorations.map(transaction.changes);
    for (const effect of transaction.effects) if (effect.is(setPrinted)) found = effect.value;
    return found;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const style = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "bold" },
  { tag: tags.strong, fontWeight: "bold" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: [tags.link, tags.url, tags.propertyName, tags.definition(tags.propertyName)], color: "var(--accent)" },
  { tag: [tags.comment, tags.meta, tags.processingInstruction], color: "var(--soft)" },
]);

/** Where a line and a column, counted from 1 in characters, are in a document, which counts code units. */
export function offsetAt(doc, line, column) {
  if (line < 1 || line > doc.lines) return doc.length;
  const found = doc.line(line);
  const before = [...found.text].slice(0, Math.max(column - 1, 0)).join("");
  return Math.min(found.from + before.length, found.to);
}

/**
 * An editor in an element. `complete` gives the facts as {id, label, printed}; `changed` is told of each change and
 * `save` of Ctrl-S. The result sets and gets the text, its diagnostics, and what its places print.
 */
export function makeEditor({ parent, label, nonce, complete, changed, save }) {
  let silent = false;

  const facts = (context) => {
    const before = context.matchBefore(/\{\{\s*[\w.-]*/);
    if (!before && !context.explicit) return null;
    const from = before ? before.from + /^\{\{\s*/.exec(before.text)[0].length : context.pos;
    const options = complete().map((fact) => ({
      label: fact.id, detail: fact.printed, info: fact.label, type: "variable",
      apply: before ? fact.id : `{{ ${fact.id} }}`,
    }));
    return { from, options, validFor: /^[\w.-]*$/ };
  };

  const stateOf = (text, name, isWritable) =>
    EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(nonce),
        lineNumbers(),
        history(),
        drawSelection(),
        highlightSelectionMatches(),
        EditorView.lineWrapping,
        name.endsWith(".yaml") ? yaml() : markdown,
        EditorState.readOnly.of(!isWritable),
        syntaxHighlighting(style),
        printedField,
        autocompletion({ override: [facts] }),
        keymap.of([
          { key: "Mod-s", preventDefault: true, run: () => (save(), true) },
          ...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap,
        ]),
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "true" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !silent) changed(view.state.doc.toString());
        }),
      ],
    });
  const view = new EditorView({ parent, state: stateOf("", "", false) });

  const range = (row) => {
    const from = offsetAt(view.state.doc, row.line || 1, row.column || 1);
    return { from, to: Math.max(from, offsetAt(view.state.doc, row.line || 1, (row.column || 1) + row.width)) };
  };

  return {
    view,
    get text() {
      return view.state.doc.toString();
    },
    /** Another file, with a history of its own. */
    open(text, name, isWritable) {
      view.setState(stateOf(text, name, isWritable));
    },
    /** The same file as it is now: only what differs changes, so that the cursor stays; undone only where that is meant. */
    follow(text, { canUndo = false } = {}) {
      const old = view.state.doc.toString();
      let start = 0;
      while (start < Math.min(old.length, text.length) && old[start] === text[start]) start += 1;
      let end = 0;
      while (
        end < Math.min(old.length, text.length) - start && old[old.length - 1 - end] === text[text.length - 1 - end]
      ) end += 1;
      silent = true;
      view.dispatch({
        changes: { from: start, to: old.length - end, insert: text.slice(start, text.length - end) },
        annotations: Transaction.addToHistory.of(canUndo),
      });
      silent = false;
    },
    /** Underline diagnostics, each with its fixes as actions; `apply` gets a fix of ours. */
    diagnose(rows, apply) {
      const found = rows.map((row) => ({
        ...range(row),
        severity: row.severity,
        source: row.code,
        message: row.hint ? `${row.message}\n${row.hint}` : row.message,
        actions: row.fixes.map((fix) => ({ name: fix.title, apply: () => apply(fix) })),
      }));
      view.dispatch(setDiagnostics(view.state, found.sort((one, other) => one.from - other.from)));
    },
    /** Show what places print, behind them. */
    print(rows) {
      const widgets = rows.map((row) => {
        const { to } = range(row);
        const rest = view.state.doc.sliceString(to, Math.min(view.state.doc.length, to + 200));
        const close = /^[^}\n]*\}\}/.exec(rest);
        return Decoration.widget({ widget: new Printed(row.text), side: 1 }).range(close ? to + close[0].length : to);
      });
      view.dispatch({ effects: setPrinted.of(Decoration.set(widgets, true)) });
    },
    /** Put the texts of a fix into its places. */
    edit(edits) {
      const changes = edits.map((edit) => ({
        from: offsetAt(view.state.doc, edit.range.start.line, edit.range.start.column),
        to: offsetAt(view.state.doc, edit.range.end.line, edit.range.end.column),
        insert: edit.text,
      }));
      view.dispatch({ changes });
      view.focus();
    },
    goTo(line, column) {
      const at = offsetAt(view.state.doc, line, column);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
      view.focus();
    },
  };
}
