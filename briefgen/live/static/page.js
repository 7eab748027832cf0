// What all parts of the page share: what is shown and its number, who reviews, and how to another panel.
import { $, say } from "./dom.js";

export const page = {
  number: 0,
  state: null,
  get by() {
    return $("name").value.trim();
  },
  /** Whether somebody has said who they are; else they are asked. */
  named() {
    if (page.by) return true;
    $("name").focus();
    say("Write your name first: ticks and notes bear it", "wrong");
    return false;
  },
  openPanel: () => {},
  /** What an element says that holds words of the brief, whose language may be another one and run from the right. */
  ofBrief: () => page.state && { lang: page.state.language, dir: page.state.direction },
};
